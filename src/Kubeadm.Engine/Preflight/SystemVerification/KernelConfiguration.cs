using System.IO.Compression;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.SystemVerification;

/// <summary>The options that the running kernel was built with.</summary>
internal sealed partial class KernelConfiguration
{
    private const string Module = "configs";

    private readonly Dictionary<string, char> _options;

    private KernelConfiguration(Dictionary<string, char> options) => _options = options;

    /// <summary>How an option is set: <c>y</c>, <c>m</c>, <c>n</c>, or null when it is not named.</summary>
    public char? this[string option] => _options.TryGetValue(option, out var value) ? value : null;

    /// <summary>Reads the configuration from where distributions keep it; null when it is nowhere.</summary>
    /// <remarks>Where no file is found the module that shows it under <c>/proc</c> is loaded for the time of reading.</remarks>
    public static async Task<KernelConfiguration?> ReadAsync(INode node, CancellationToken cancellationToken)
    {
        if (Find(node) is { } path)
        {
            return Parse(node.Files.ReadAllBytes(path), path);
        }

        if (node.Processes.Find("modprobe") is null
            || await node.Processes.RunAsync("modprobe", [Module], cancellationToken) is not { ExitCode: 0 })
        {
            return null;
        }

        try
        {
            return Find(node) is { } loaded ? Parse(node.Files.ReadAllBytes(loaded), loaded) : null;
        }
        finally
        {
            await node.Processes.RunAsync("modprobe", ["-r", Module], CancellationToken.None);
        }
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="InvalidDataException">It is not compressed as its name says, or has more than <see cref="FileLimits.Default"/> bytes.</exception>
    public static KernelConfiguration Parse(byte[] content, string path)
    {
        using Stream raw = new MemoryStream(content);
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(Expand(plain));
        var options = new Dictionary<string, char>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (Setting().Match(line.Trim()) is { Success: true } match)
            {
                options[match.Groups[1].Value] = match.Groups[2].Value[0];
            }
        }

        return new KernelConfiguration(options);
    }

    /// <summary>A few bytes may stand for gigabytes, so they are expanded up to a limit before any are looked at.</summary>
    private static MemoryStream Expand(Stream plain)
    {
        var expanded = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (plain.Read(buffer) is > 0 and var count)
        {
            expanded.Write(buffer, 0, count);
            if (expanded.Length > FileLimits.Default)
            {
                throw new InvalidDataException($"it has more than {FileLimits.Default} bytes");
            }
        }

        expanded.Position = 0;
        return expanded;
    }

    private static string? Find(INode node)
    {
        var release = node.System.KernelRelease;
        string[] paths =
        [
            "/proc/config.gz", $"/boot/config-{release}", $"/usr/src/linux-{release}/.config", "/usr/src/linux/.config",
            $"/usr/lib/modules/{release}/config", $"/usr/lib/ostree-boot/config-{release}", $"/usr/lib/kernel/config-{release}",
            $"/usr/src/linux-headers-{release}/.config", $"/lib/modules/{release}/build/.config",
        ];
        return paths.FirstOrDefault(node.Files.FileExists);
    }

    [GeneratedRegex("^CONFIG_([A-Z0-9_]+)=([myn])")]
    private static partial Regex Setting();
}
