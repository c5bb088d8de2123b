namespace Kubeadm;

/// <summary>A kubeadm configuration file, as it is wanted or is.</summary>
public sealed record KubeadmConfigState : KubeResourceState
{
    /// <summary>The file.</summary>
    [ResourceProperty(IsKey = true, IsPath = true)]
    public string? Path { get; init; }

    /// <summary>
    /// The documents that are to be in it, each as an object or as YAML. Without them, the file must hold a valid configuration in the newest
    /// version of kubeadm's API, and an older one is migrated. Returned as JSON, with their secrets covered.
    /// </summary>
    [ResourceProperty(IsDocument = true)]
    public KubeList<string>? Documents { get; init; }

    /// <summary>Whether kubeadm would take the file.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public bool? IsValid { get; init; }

    /// <summary>The kinds of its documents.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public KubeList<string>? Kinds { get; init; }

    /// <summary>What is wrong with it, or could be better.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public KubeList<string>? Findings { get; init; }

    /// <summary>The file's text; null where there is no file. Holds secrets.</summary>
    internal string? Text { get; init; }

    internal override string? Key => Path;
}
