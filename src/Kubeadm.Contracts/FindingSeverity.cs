namespace Kubeadm;

/// <summary>How grave a finding is.</summary>
public static class FindingSeverity
{
    /// <summary>Worth knowing; work goes on.</summary>
    public const string Warning = "Warning";

    /// <summary>The document cannot be used.</summary>
    public const string Error = "Error";
}
