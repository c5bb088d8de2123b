using Grpc.Core;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>The errors of the container runtime; those of pulling an image are <see cref="ImagePullErrors"/>.</summary>
internal static class ContainerRuntimeErrors
{
    /// <summary>What can be done where no runtime answers.</summary>
    public const string StartRuntime = "Start the container runtime, or name its endpoint with nodeRegistration.criSocket.";

    /// <summary>More than one runtime listens, and none was chosen.</summary>
    public static KubeadmException Ambiguous(IReadOnlyList<string> endpoints) => new(
        "AmbiguousContainerRuntime", $"more than one container runtime listens on this node: {string.Join(", ", endpoints)}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = endpoints,
        Remedy = "Choose one with nodeRegistration.criSocket.",
    };

    public static KubeadmException Unreachable(string endpoint, string cause, RpcException error) => new(
        "ContainerRuntimeUnreachable", $"the container runtime does not answer at {endpoint}: {cause}", error)
    {
        Kind = KubeadmErrorKind.Unreachable,
        Target = endpoint,
        Remedy = StartRuntime,
    };

    /// <summary>The runtime answered a call with an error.</summary>
    public static KubeadmException Failed(string endpoint, string method, RpcException error) => new(
        "ContainerRuntimeFailed", $"{method} of the container runtime at {endpoint} failed: {error.Status.Detail}", error)
    {
        Target = endpoint,
        Remedy = "Look at the container runtime's log.",
    };
}
