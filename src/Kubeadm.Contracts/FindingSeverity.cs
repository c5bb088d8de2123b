namespace Kubeadm;

/// <summary>How grave a finding is.</summary>
public static class FindingSeverity
{
    /// <summary>Nothing that kubeadm says: the document can be used as it is, but may not do what was meant.</summary>
    public const string Advice = "Advice";

    /// <summary>Worth knowing; work goes on.</summary>
    public const string Warning = "Warning";

    /// <summary>The document cannot be used.</summary>
    public const string Error = "Error";
}
