using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Kubelet;

/// <summary>The kubelet's flags in <c>kubeadm-flags.env</c>, which its service reads: what its configuration file cannot hold.</summary>
public static class KubeletFlags
{
    private const string Variable = "KUBELET_KUBEADM_ARGS";
    private const string FileName = "kubeadm-flags.env";

    /// <summary>The flags, each <c>--name=value</c>.</summary>
    /// <param name="cluster">The cluster's configuration.</param>
    /// <param name="registration">How the node registers.</param>
    /// <param name="hostName">The machine's host name.</param>
    /// <param name="registerTaints">Whether the kubelet sets the taints: on workers; a control plane's are set through the API.</param>
    public static IReadOnlyList<string> Create(
        ClusterConfiguration cluster, NodeRegistration registration, string hostName, bool registerTaints)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(registration);
        var arguments = new ComponentArguments();
        if (registration.CriSocket.Length > 0 && !IsSocketLocal(cluster))
        {
            arguments["container-runtime-endpoint"] = registration.CriSocket;
        }

        if (registerTaints && registration.Taints is { Count: > 0 } taints)
        {
            arguments["register-with-taints"] = string.Join(',', taints.Select(Text));
        }

        var nodeName = NodeName(registration, hostName);
        if (nodeName != NormalHostName(hostName))
        {
            arguments["hostname-override"] = nodeName;
        }

        return [.. arguments.With(registration.KubeletExtraArgs)];
    }

    /// <summary>The file's text.</summary>
    public static string Render(IEnumerable<string> flags) => $"{Variable}={GoQuote.Quote(string.Join(' ', flags))}\n";

    /// <summary>The file's text of flags that <see cref="Parse"/> read, each as it stood there.</summary>
    public static string RenderKept(IEnumerable<string> flags) => $"{Variable}=\"{string.Join(' ', flags)}\"\n";

    /// <summary>
    /// Reads the file's flags, each <c>--name=value</c> as it stands there, so that quotes and backslashes have a backslash before them;
    /// a flag apart from its value is joined with it.
    /// </summary>
    /// <exception cref="KubeadmException"><c>InvalidKubeletFlags</c>: the file does not set the variable.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (!text.StartsWith(Variable + "=", StringComparison.Ordinal))
        {
            throw new KubeadmException("InvalidKubeletFlags", $"{FileName} does not begin with {Variable}=")
            {
                Kind = KubeadmErrorKind.InvalidInput,
            };
        }

        var words = text[(Variable.Length + 1)..].Trim('"').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        List<string> flags = [];
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Contains('=', StringComparison.Ordinal))
            {
                flags.Add(words[i]);
            }
            else if (i + 1 < words.Length)
            {
                flags.Add($"{words[i]}={words[++i]}");
            }
        }

        return flags;
    }

    /// <summary>The Node's name: that of the flag <c>hostname-override</c>, else the configuration's, else the host's.</summary>
    public static string NodeName(NodeRegistration registration, string hostName)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return ComponentArguments.Find(registration.KubeletExtraArgs, "hostname-override")
            ?? (registration.Name.Length > 0 ? registration.Name : NormalHostName(hostName));
    }

    /// <summary>Whether the runtime's endpoint is kept on the node alone; the gate is on unless it is turned off.</summary>
    public static bool IsSocketLocal(ClusterConfiguration cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.FeatureGates.GetValueOrDefault(FeatureGates.NodeLocalCriSocket, true);
    }

    // Kubernetes takes host names in lower case, for they become the names of Nodes.
    private static string NormalHostName(string hostName) => hostName.Trim().ToLowerInvariant();

    private static string Text(Taint taint) => (taint.Value, taint.Effect) switch
    {
        ("", "") => taint.Key,
        (var value, "") => $"{taint.Key}={value}:",
        ("", var effect) => $"{taint.Key}:{effect}",
        var (value, effect) => $"{taint.Key}={value}:{effect}",
    };
}
