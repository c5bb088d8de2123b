using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a program is on the search path.</summary>
public sealed class ProgramCheck(IProcessRunner processes, string program)
    : NodeCheck(NameOf(program), $"Install {program}.")
{
    /// <summary>The name of the check of a program.</summary>
    public static string NameOf(string program) => $"FileExisting-{InName(program)}";

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
