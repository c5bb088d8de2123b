using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a file begins with what it should, as kernel settings do.</summary>
public sealed class FileContentCheck(INodeFileSystem files, string path, string content)
    : NodeCheck(NameOf(path), $"Run: sysctl -w {path["/proc/sys/".Length..].Replace('/', '.')}={content}, and keep it so in /etc/sysctl.d.")
{
    /// <summary>The name of the check of a file.</summary>
    public static string NameOf(string path) => $"FileContent-{InName(path)}";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!files.FileExists(path))
        {
            findings.Fail($"{path} does not exist");
        }
        else if (!files.ReadAllBytes(path).AsSpan().StartsWith(Encoding.UTF8.GetBytes(content)))
        {
            findings.Fail($"{path} is not set to {content}");
        }

        return Task.CompletedTask;
    }
}
