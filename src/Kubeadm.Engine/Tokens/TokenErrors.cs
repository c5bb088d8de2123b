using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tokens;

/// <summary>The errors of bootstrap tokens in a cluster. They name a token by its public part only.</summary>
internal static class TokenErrors
{
    public static KubeadmException TokenExists(string id) => new("TokenExists", $"a bootstrap token with the identifier {id} exists already")
    {
        Kind = KubeadmErrorKind.AlreadyExists,
        Target = id,
        Remedy = "Take another token, or remove that one first.",
    };

    public static KubeadmException KeyMissing(string name, string key) => InvalidSecret(name, $"has no {key}");

    public static KubeadmException WrongName(string name, string id, string idKey) =>
        InvalidSecret(name, $"should be named {BootstrapTokenText.SecretPrefix}{id} after its {idKey}");

    public static KubeadmException NoToken(string name) => InvalidSecret(name, "does not hold a token of the form [a-z0-9]{6}.[a-z0-9]{16}");

    public static KubeadmException InvalidTime(string name, string key, string text) => InvalidSecret(name, $"has an {key} that is no RFC 3339 time: {text}");

    private static KubeadmException InvalidSecret(string name, string why) => new("InvalidTokenSecret", $"the bootstrap token Secret {name} {why}")
    {
        Target = name,
        Remedy = $"Remove it: kubectl -n {ClusterNamespaces.System} delete secret {name}",
    };
}
