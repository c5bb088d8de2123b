namespace Kubeadm.Engine.Serialization;

/// <summary>
/// A duration that may be written as a number of nanoseconds, as older files have it, or as text (<c>5s</c>), and keeps its form.
/// </summary>
/// <param name="Duration">The duration.</param>
/// <param name="IsText">Whether it is written as text.</param>
public readonly record struct DurationOrNumber(TimeSpan Duration, bool IsText = true);
