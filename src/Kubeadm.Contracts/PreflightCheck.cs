namespace Kubeadm;

/// <summary>A check of the node with its verdict.</summary>
/// <param name="Name">The check's name, as it is given to <c>--ignore-preflight-errors</c>: <c>Port-6443</c>, <c>Swap</c>, ….</param>
/// <param name="Outcome">How it ended, a word of <see cref="PreflightOutcome"/>.</param>
/// <param name="Message">What was found, or empty.</param>
/// <param name="Remedy">What a person can do about it; null when it passed.</param>
public sealed record PreflightCheck(string Name, string Outcome, string Message, string? Remedy)
{
    /// <summary>What is wrong, one by one; a part of <see cref="Message"/>.</summary>
    public KubeList<string> Errors { get; init; } = [];

    /// <summary>What is worth knowing, one by one; a part of <see cref="Message"/>.</summary>
    public KubeList<string> Warnings { get; init; } = [];

    /// <summary>Facts that were looked at, for a person who wants to know why: <c>KERNEL_VERSION: 6.1.0</c>.</summary>
    public KubeList<string> Details { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Message.Length == 0 ? $"{Name}: {Outcome}" : $"{Name}: {Outcome}: {Message}";
}
