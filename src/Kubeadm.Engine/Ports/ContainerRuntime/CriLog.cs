using System.Text;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>
/// Reads the log files that container runtimes write for the kubelet: a line is time, stream, <c>F</c> (full) or <c>P</c>
/// (part of a line that goes on), and the text (Kubernetes' CRI logging format).
/// </summary>
public static class CriLog
{
    /// <summary>The last lines of a log, oldest first, without times and streams.</summary>
    public static IReadOnlyList<string> LastLines(ReadOnlySpan<byte> log, int count)
    {
        var lines = new List<string>();
        var part = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(log).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ', 4);
            part.Append(fields.Length == 4 ? fields[3] : fields.Length < 3 ? line : "");
            if (fields.Length < 3 || fields[2] != "P")
            {
                lines.Add(part.ToString());
                part.Clear();
            }
        }

        return lines.Count > count ? lines[^count..] : lines;
    }
}
