namespace Kubeadm;

/// <summary>A sentence on something that asks for a person.</summary>
/// <param name="IsFailure">Whether something does not work, or will not be let work; else it is only to be seen to in time.</param>
/// <param name="Text">The sentence.</param>
internal sealed record ReportMatter(bool IsFailure, string Text);
