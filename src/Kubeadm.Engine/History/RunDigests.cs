namespace Kubeadm.Engine.History;

/// <summary>Which digests of contents may be kept: none by which a guess at a secret could be checked.</summary>
internal static class RunDigests
{
    private const string Secrets = "secrets/";

    /// <summary>Keys, kubeconfigs, and the kubelet's certificates, which have their key in the same file.</summary>
    private static readonly string[] SecretFiles = [".key", ".conf", ".pem", ".kubeconfig"];

    /// <summary>A change, without its digests where its target is one that holds secrets.</summary>
    /// <remarks>What reports such a change gives none; this is so that a report which does has no effect beyond it.</remarks>
    public static Change WithoutSecrets(Change change) => IsSecret(change) ? change with { OldDigest = null, NewDigest = null } : change;

    private static bool IsSecret(Change change) => change.Kind switch
    {
        ChangeKind.ApiObject => change.Target.StartsWith(Secrets, StringComparison.OrdinalIgnoreCase),
        ChangeKind.File => Array.Exists(SecretFiles, ending => change.Target.EndsWith(ending, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };
}
