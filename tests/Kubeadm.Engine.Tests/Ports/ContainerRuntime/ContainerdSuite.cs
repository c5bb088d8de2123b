namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>One containerd and one registry for all tests that want them.</summary>
[CollectionDefinition(Name)]
public sealed class ContainerdSuite : ICollectionFixture<ContainerdFixture>
{
    public const string Name = "containerd";
}
