using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the user may administer the machine. Without that nothing else can be done or even looked at.</summary>
public sealed class PrivilegeCheck(INodeSystem system)
    : NodeCheck(CheckName, "Run as root, or on Windows as an administrator.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "IsPrivilegedUser";

    /// <inheritdoc/>
    public override bool IsDecisive => true;

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!system.IsPrivileged)
        {
            findings.Fail(system.IsWindows ? "the user is no administrator" : "the user is not root");
        }

        return Task.CompletedTask;
    }
}
