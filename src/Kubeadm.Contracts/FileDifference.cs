namespace Kubeadm;

/// <summary>What would become of a file, or of an object of the cluster.</summary>
public sealed record FileDifference
{
    /// <summary>The file's path, or resource, namespace and name of the object: <c>deployments/kube-system/coredns</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it would become another.</summary>
    public bool IsDifferent => AddedLines + RemovedLines > 0;

    /// <summary>How many lines would come.</summary>
    public required int AddedLines { get; init; }

    /// <summary>How many lines would go.</summary>
    public required int RemovedLines { get; init; }

    /// <summary>The difference in the unified format; empty when there is none.</summary>
    public required string Text { get; init; }

    /// <summary>The lines that differ and those around them.</summary>
    public required KubeList<DifferenceLine> Lines { get; init; }

    /// <summary>The files of patches that are in what it would become.</summary>
    public KubeList<string> Patches { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => IsDifferent ? $"{Path}: +{AddedLines} -{RemovedLines}" : $"{Path}: unchanged";
}
