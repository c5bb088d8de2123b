namespace Kubeadm;

/// <summary>The runs that change a node without being a workflow of kubeadm; those that are one have a word of <see cref="WorkflowName"/>.</summary>
public static class RunName
{
    /// <summary>Certificates were renewed.</summary>
    public const string Renewal = "Renewal";

    /// <summary>Components were started again, so that they use what was renewed.</summary>
    public const string Restart = "Restart";

    /// <summary>Certificates that an authority elsewhere had signed were installed.</summary>
    public const string Import = "Import";
}
