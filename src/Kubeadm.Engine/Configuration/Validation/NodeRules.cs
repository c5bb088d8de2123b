using System.Text.RegularExpressions;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Configuration.Validation;

/// <summary>Rules for the documents of a node: InitConfiguration without its cluster, JoinConfiguration, ResetConfiguration, UpgradeConfiguration.</summary>
internal sealed partial class NodeRules(FieldRules fields, Func<string, bool> fileExists, FindingCollector findings)
{
    private static readonly HashSet<string> Usages = new(StringComparer.Ordinal) { "signing", "authentication" };
    private static readonly HashSet<string> UnmountFlags = new(StringComparer.Ordinal) { "MNT_FORCE", "MNT_DETACH", "MNT_EXPIRE", "UMOUNT_NOFOLLOW" };

    public void Check(InitConfiguration configuration)
    {
        Check(configuration.NodeRegistration, "nodeRegistration");
        Check(configuration.BootstrapTokens);
        fields.Endpoint(configuration.LocalApiEndpoint, "localAPIEndpoint");
        fields.CertificateKey(configuration.CertificateKey, "certificateKey");
    }

    public void Check(IReadOnlyList<BootstrapToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            Check(tokens[i], $"bootstrapTokens.{i}");
        }
    }

    public void Check(JoinConfiguration configuration, bool needsDiscovery)
    {
        if (needsDiscovery || configuration.Discovery is not { BootstrapToken: null, File: null })
        {
            Check(configuration.Discovery);
        }

        Check(configuration.NodeRegistration, "nodeRegistration");
        if (configuration.ControlPlane is { } controlPlane)
        {
            fields.Endpoint(controlPlane.LocalApiEndpoint, "controlPlane.localAPIEndpoint");
            fields.CertificateKey(controlPlane.CertificateKey, "controlPlane.certificateKey");
        }

        if (!fields.IsAbsolute(configuration.CaCertPath) || !configuration.CaCertPath.EndsWith(".crt", StringComparison.Ordinal))
        {
            findings.Error("caCertPath", $"'{configuration.CaCertPath}' is not the absolute path of a .crt file");
        }
    }

    public void Check(ResetConfiguration configuration)
    {
        fields.CriSocket(configuration.CriSocket, "criSocket");
        fields.AbsolutePath(configuration.CertificatesDir, "certificatesDir");
        for (var i = 0; i < configuration.UnmountFlags.Count; i++)
        {
            if (!UnmountFlags.Contains(configuration.UnmountFlags[i]))
            {
                findings.Error("unmountFlags", $"'{configuration.UnmountFlags[i]}' at index {i} is none of {string.Join(", ", UnmountFlags)}");
            }
        }
    }

    public void Check(UpgradeConfiguration configuration)
    {
        if (configuration.Apply.Patches is { } applyPatches)
        {
            fields.AbsolutePath(applyPatches.Directory, "apply.patches.directory");
        }

        if (configuration.Node.Patches is { } nodePatches)
        {
            fields.AbsolutePath(nodePatches.Directory, "node.patches.directory");
        }

        fields.ImagePullPolicy(configuration.Apply.ImagePullPolicy, "apply.imagePullPolicy");
        fields.ImagePullPolicy(configuration.Node.ImagePullPolicy, "node.imagePullPolicy");
    }

    private void Check(NodeRegistration registration, string field)
    {
        if (registration.Name.Length > 0)
        {
            fields.Subdomain(registration.Name, $"{field}.name");
        }

        fields.CriSocket(registration.CriSocket, $"{field}.criSocket");
        fields.Arguments(registration.KubeletExtraArgs, $"{field}.kubeletExtraArgs");
        fields.ImagePullPolicy(registration.ImagePullPolicy, $"{field}.imagePullPolicy");
    }

    private void Check(BootstrapToken token, string field)
    {
        fields.Token(token.Token, $"{field}.token");
        foreach (var usage in token.Usages.Where(usage => !Usages.Contains(usage)))
        {
            findings.Error($"{field}.usages", $"'{usage}' is none of {string.Join(", ", Usages)}");
        }

        if (token.Groups.Count > 0 && !token.Usages.Contains("authentication"))
        {
            findings.Error($"{field}.groups", "may only be set where the usages include authentication");
        }

        foreach (var group in token.Groups.Where(group => !Group().IsMatch(group)))
        {
            findings.Error($"{field}.groups", $"'{group}' must begin with 'system:bootstrappers:' and go on with a-z, 0-9, ':' and '-'");
        }

        // kubeadm takes it for a token that never ends, the opposite of what was meant.
        if (token.Ttl < TimeSpan.Zero)
        {
            findings.Error($"{field}.ttl", $"'{GoDuration.Format(token.Ttl.Value)}' is less than nothing; 0 means for ever");
        }

        if (token.Ttl is not null && token.Expires is not null)
        {
            findings.Error(field, "has both ttl and expires; keep one");
        }
    }

    private void Check(Model.Discovery discovery)
    {
        if (discovery.BootstrapToken is null == discovery.File is null)
        {
            findings.Error("discovery", discovery.File is null ? "needs bootstrapToken or file" : "has both bootstrapToken and file; keep one");
        }

        if (discovery.BootstrapToken is { } token)
        {
            Check(token);
            fields.Token(discovery.TlsBootstrapToken, "discovery.tlsBootstrapToken");
        }

        if (discovery.File is { } file)
        {
            CheckFile(file.KubeConfigPath);
            if (discovery is { BootstrapToken: null, TlsBootstrapToken.Length: > 0 })
            {
                fields.Token(discovery.TlsBootstrapToken, "discovery.tlsBootstrapToken");
            }
        }
    }

    private void Check(BootstrapTokenDiscovery discovery)
    {
        const string Field = "discovery.bootstrapToken";
        if (discovery.ApiServerEndpoint.Length == 0)
        {
            findings.Error(Field, "needs apiServerEndpoint, the host:port of an API server");
        }

        if (discovery.CaCertHashes.Count == 0 && !discovery.UnsafeSkipCaVerification)
        {
            findings.Error($"{Field}.caCertHashes", "is empty, so the cluster could not be told from another; give the CA's hash or set unsafeSkipCAVerification");
        }

        fields.Token(discovery.Token, $"{Field}.token");
        if (discovery.ApiServerEndpoint.Length > 0 && HostAndPort.FormProblem(discovery.ApiServerEndpoint) is { } problem)
        {
            findings.Error($"{Field}.apiServerEndpoint", $"'{discovery.ApiServerEndpoint}' is not host:port: {problem}");
        }
    }

    private void CheckFile(string pathOrUrl)
    {
        const string Field = "discovery.file.kubeConfigPath";
        if (!GoUrl.TryParse(pathOrUrl, out var url, out _) || (url.Scheme.Length == 0 && !fileExists(pathOrUrl)))
        {
            findings.Error(Field, $"'{pathOrUrl}' is neither a file on this machine nor an HTTPS address");
        }
        else if (url.Scheme is not ("" or "https"))
        {
            findings.Error(Field, $"'{pathOrUrl}' has the scheme '{url.Scheme}'; only https is supported");
        }
    }

    [GeneratedRegex(@"\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Group();
}
