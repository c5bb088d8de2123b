namespace Kubeadm.Engine.Serialization.Api;

/// <summary>Names the API group and version, and the kind, of a class that is a whole document.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ApiDocumentAttribute(string apiVersion, string kind) : Attribute
{
    /// <summary>The group and version, for example <c>kubeadm.k8s.io/v1beta4</c>.</summary>
    public string ApiVersion { get; } = apiVersion;

    /// <summary>The kind, for example <c>InitConfiguration</c>.</summary>
    public string Kind { get; } = kind;
}
