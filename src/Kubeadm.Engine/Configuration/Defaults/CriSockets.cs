using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>The container runtime's endpoint in a configuration: found where none is named, completed where it has no scheme.</summary>
internal static class CriSockets
{
    /// <summary>The endpoint that is taken when none is found: containerd's.</summary>
    public static string Default(INode node) => ContainerRuntimeEndpoints.Known(node.System.IsWindows)[0];

    /// <summary>The scheme of endpoints on the node's operating system.</summary>
    public static string SchemeOn(INode node) => ContainerRuntimeEndpoints.Scheme(node.System.IsWindows);

    /// <summary>The one endpoint that answers, or the default one. Several are an error: someone has to choose.</summary>
    public static string Detect(INode node, string field, FindingCollector findings)
    {
        try
        {
            return ContainerRuntimeEndpoints.Detect(node);
        }
        catch (KubeadmException e)
        {
            findings.Error(field, $"{e.Message}; set the field to the one to use");
            return Default(node);
        }
    }

    /// <summary>Prefixes an endpoint that has no scheme with the usual one: older versions of kubeadm wrote endpoints without.</summary>
    public static string WithScheme(string endpoint, string field, INode node, FindingCollector findings)
    {
        var completed = ContainerRuntimeEndpoints.Normalize(endpoint, node.System.IsWindows, out var wasBare);
        if (wasBare)
        {
            findings.Warn(field, $"'{endpoint}' has no URL scheme, which is deprecated; using '{completed}'");
        }

        return completed;
    }
}
