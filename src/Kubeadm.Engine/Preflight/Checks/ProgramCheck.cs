using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a program is on the search path.</summary>
public sealed class ProgramCheck(IProcessRunner processes, string program)
    : NodeCheck($"FileExisting-{InName(program)}", $"Install {program}.")
{
    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (processes.Find(program) is null)
        {
            findings.Fail($"{program} is not on the search path");
        }

        return Task.CompletedTask;
    }
}
