namespace Kubeadm.Engine.Operations.Tokens;

/// <summary>The errors of a token with which nodes cannot join.</summary>
internal static class JoinInfoErrors
{
    public static KubeadmException TokenNotFound(string id) => Unusable("TokenNotFound", id, "the cluster has no such bootstrap token");

    public static KubeadmException TokenExpired(string id, DateTimeOffset? expires) => Unusable("TokenExpired", id, $"it ended at {expires:u}");

    private static KubeadmException Unusable(string errorId, string id, string why) => new(errorId, $"the bootstrap token {id} cannot be used: {why}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = id,
        Remedy = "Look at the tokens there are, or name none to have one made.",
    };
}
