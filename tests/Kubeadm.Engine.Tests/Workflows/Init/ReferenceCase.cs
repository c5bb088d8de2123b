using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Init;

/// <summary>An input of <c>kubeadm init</c> with what kubeadm made of it.</summary>
public sealed class ReferenceCase
{
    private readonly string _directory;

    private ReferenceCase(string directory)
    {
        _directory = directory;
    }

    public static ReferenceCase Open(string name) => new(ReferenceData.Require("init", name));

    /// <summary>The names of the cases that kubeadm refused, or of those that it did not.</summary>
    public static IEnumerable<string> Names(bool areRefused) =>
        ReferenceData.InitCases(folder => File.Exists(Path.Combine(folder, "expected", "error.txt")) == areRefused);

    public string Expected(params string[] parts) => Path.Combine([_directory, "expected", .. parts]);

    /// <summary>The request that kubeadm was given, as a dry run without preflight errors.</summary>
    public InitRequest Request(string dryRunPath)
    {
        var config = Path.Combine(_directory, "config.yaml");
        var arguments = File.Exists(Path.Combine(_directory, "args")) ? Arguments(File.ReadAllText(Path.Combine(_directory, "args"))) : [];
        var patches = PatchesDirectory();
        return new InitRequest
        {
            Configuration = File.Exists(config) ? File.ReadAllText(config) : null,
            DryRun = true,
            DryRunPath = dryRunPath,
            IgnorePreflightErrors = ["all"],
            UploadCerts = arguments.ContainsKey("upload-certs"),
            PatchesDirectory = patches,
            Flags = Flags(arguments),
        };
    }

    /// <summary>Configurations name their patches relative to the case.</summary>
    private string? PatchesDirectory()
    {
        var inner = Path.Combine(_directory, "patches", "patches");
        return Directory.Exists(inner) ? inner : Directory.Exists(Path.Combine(_directory, "patches")) ? Path.Combine(_directory, "patches") : null;
    }

    private static Dictionary<string, string> Arguments(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var arguments = new Dictionary<string, string>();
        for (var i = 0; i < words.Length; i++)
        {
            var pair = words[i].TrimStart('-').Split('=', 2);
            var hasOwnValue = i + 1 < words.Length && !words[i + 1].StartsWith("--", StringComparison.Ordinal);
            arguments[pair[0]] = pair.Length == 2 ? pair[1] : hasOwnValue ? words[++i] : "true";
        }

        return arguments;
    }

    private static InitFlags Flags(Dictionary<string, string> arguments)
    {
        string? Text(string name) => arguments.GetValueOrDefault(name);
        string[]? Many(string name) => Text(name)?.Split(',');
        return new InitFlags
        {
            ApiServerAdvertiseAddress = Text("apiserver-advertise-address"),
            ApiServerBindPort = Text("apiserver-bind-port") is { } port ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : null,
            ApiServerCertExtraSans = Many("apiserver-cert-extra-sans"),
            CertDir = Text("cert-dir"),
            CertificateKey = Text("certificate-key"),
            ControlPlaneEndpoint = Text("control-plane-endpoint"),
            CriSocket = Text("cri-socket"),
            FeatureGates = Many("feature-gates"),
            ImageRepository = Text("image-repository"),
            KubernetesVersion = Text("kubernetes-version"),
            NodeName = Text("node-name"),
            PodNetworkCidr = Text("pod-network-cidr"),
            ServiceCidr = Text("service-cidr"),
            ServiceDnsDomain = Text("service-dns-domain"),
            Token = Text("token"),
            TokenTtl = GoDuration.TryParse(Text("token-ttl"), out var ttl) ? ttl : null,
        };
    }
}
