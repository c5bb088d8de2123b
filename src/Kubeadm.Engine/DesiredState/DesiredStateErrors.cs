namespace Kubeadm.Engine.DesiredState;

/// <summary>The errors of wanted states.</summary>
internal static class DesiredStateErrors
{
    /// <summary>A property that is needed was not given.</summary>
    /// <param name="resource">The kind of thing.</param>
    /// <param name="property">The property.</param>
    /// <param name="why">What it is needed for.</param>
    public static KubeadmException Missing(string resource, string property, string why) => new("PropertyMissing", $"{resource} has no {property}, {why}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = property,
        Remedy = $"Give it the property {property}.",
    };

    /// <summary>A property has a value that it cannot have.</summary>
    /// <param name="resource">The kind of thing.</param>
    /// <param name="property">The property.</param>
    /// <param name="problem">What is wrong, with the value unless that is a secret.</param>
    /// <param name="remedy">What it can be.</param>
    public static KubeadmException Invalid(string resource, string property, string problem, string remedy) => new(
        "InvalidProperty", $"{resource}.{property}: {problem}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = property,
        Remedy = remedy,
    };

    /// <summary>Nothing brings it to the wanted state.</summary>
    public static KubeadmException NotReachable(string resource, string id, string problem, string remedy) => new(
        "StateNotReachable", $"{resource} {id}: {problem}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = id,
        Remedy = remedy,
    };

    /// <summary>All was done, and it is not as wanted.</summary>
    public static KubeadmException NotReached(string resource, string id, IReadOnlyList<string> differences) => new(
        "StateNotReached", $"{resource} {id} was changed, and is not as wanted yet: {string.Join(", ", differences)}")
    {
        Target = id,
        Remedy = "Look at its state, and try again.",
    };

    /// <summary>No such kind of thing is known.</summary>
    public static KubeadmException Unknown(string name) => new("UnknownResource", $"there is no resource \"{name}\"")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = name,
        Remedy = $"Use one of {string.Join(", ", ResourceCatalog.All.Select(kind => kind.Name))}.",
    };
}
