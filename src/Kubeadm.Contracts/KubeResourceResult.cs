namespace Kubeadm;

/// <summary>How something that is wanted compares with what is, and what was done for it.</summary>
public sealed class KubeResourceResult
{
    /// <summary>The kind of thing: <c>KubeNode</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Which of its kind it is: a name, a path.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is as wanted; after a change, whether it was before.</summary>
    public required bool InDesiredState { get; init; }

    /// <summary>The properties that were not as wanted.</summary>
    public required KubeList<string> Differences { get; init; }

    /// <summary>What was done, or with <c>-WhatIf</c> would be, a line each.</summary>
    public KubeList<string> Changes { get; init; } = [];

    /// <summary>How it is, after what was done; of what would be done, how it would be.</summary>
    public required KubeResourceState State { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Resource} {Id}: {(InDesiredState ? "as wanted" : string.Join(", ", Differences))}";
}
