namespace Kubeadm.Host.CommandLine;

/// <summary>The words beside flags that a command takes.</summary>
/// <param name="Parameter">The cmdlet's parameter they stand for.</param>
/// <param name="Usage">How help writes them: <c>[token]</c>.</param>
/// <param name="AtMost">How many there can be.</param>
internal sealed record KubeadmArguments(string Parameter, string Usage, int AtMost)
{
    /// <summary>What is said when there are none and one must be; null where none are fine.</summary>
    public string? Missing { get; init; }
}
