using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Health;

/// <summary>A runtime with other containers at each look; those of the last look stay.</summary>
internal sealed class ScriptedRuntime : StubRuntime
{
    public RuntimeContainer[][] Looks { get; set; } = [];

    public Action<int> OnLook { get; set; } = _ => { };

    public int Asked { get; private set; }

    public override Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OnLook(++Asked);
        return Task.FromResult<IReadOnlyList<RuntimeContainer>>(Looks[Math.Min(Asked, Looks.Length) - 1]);
    }
}
