using Grpc.Core;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Turns a runtime's refusal into an error that names the image, the registry's reason and what can be done about it.</summary>
internal static class ImagePullErrors
{
    /// <summary>What can be done where a registry is not reached.</summary>
    public const string ReachRegistry = "See that the node reaches the image repository, or set imageRepository to one that it reaches.";

    private const string PullFailed = "ImagePullFailed";

    // Runtimes hand on what the registry's client library said as text; only a missing image has a status code of its own. The text has the
    // image's name in it too, and a sign must not be found there: hence the spaces.
    private static readonly (string[] Signs, KubeadmErrorKind Kind, string Remedy)[] Causes =
    [
        (
            ["x509: ", "tls: ", "HTTP response to HTTPS client"],
            KubeadmErrorKind.Unreachable,
            "Tell the container runtime which certificates the registry has, or that it has none: for containerd in /etc/containerd/certs.d/REGISTRY/hosts.toml."),
        (
            ["unauthorized", "authorization failed", "authentication required", "no basic auth", "403 Forbidden", "access denied", "is denied"],
            KubeadmErrorKind.PermissionDenied,
            "Give the container runtime credentials for the registry, or see that the repository's name is right: some registries say so of what is not there."),
        (
            ["no match for platform"],
            KubeadmErrorKind.NotFound,
            "Take an image that was built for this machine's processor."),
        (
            ["no space left", "disk quota"],
            KubeadmErrorKind.OperationFailed,
            "Make room on the disk of the container runtime's folder."),
        (
            ["manifest unknown", "not found"],
            KubeadmErrorKind.NotFound,
            "See that the registry has the image under this tag: compare kubernetesVersion and imageRepository with it, or copy the image there."),
        (
            ["invalid reference", "parse image", "parse reference"],
            KubeadmErrorKind.InvalidInput,
            "Write the image as REGISTRY/REPOSITORY:TAG, in small letters."),
    ];

    /// <summary>The error of an image whose last attempt failed.</summary>
    public static KubeadmException Of(string image, KubeadmException error)
    {
        if (error.Kind == KubeadmErrorKind.Unreachable)
        {
            return Make(error.ErrorId, error.Message, error.Kind, error.Remedy);
        }

        var (_, kind, remedy) = CauseOf(error);
        return remedy is null
            ? Make(PullFailed, ReasonOf(error), KubeadmErrorKind.OperationFailed, ReachRegistry)
            : Make(PullFailed, ReasonOf(error), kind, remedy);

        KubeadmException Make(string id, string reason, KubeadmErrorKind of, string? help) =>
            new(id, $"cannot pull image {image}: {reason}", error) { Kind = of, Target = image, Remedy = help };
    }

    /// <summary>Whether the registry, or the runtime, gave an answer that a moment later will be the same.</summary>
    public static bool IsAnswer(KubeadmException error) => CauseOf(error).Remedy is not null;

    private static (string[] Signs, KubeadmErrorKind Kind, string? Remedy) CauseOf(KubeadmException error)
    {
        var reason = ReasonOf(error);
        return Array.Find(Causes, cause => Array.Exists(cause.Signs, sign => reason.Contains(sign, StringComparison.OrdinalIgnoreCase)));
    }

    private static string ReasonOf(KubeadmException error) => (error.InnerException as RpcException)?.Status.Detail ?? error.Message;
}
