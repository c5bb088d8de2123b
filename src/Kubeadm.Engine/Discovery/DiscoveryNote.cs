namespace Kubeadm.Engine.Discovery;

/// <summary>Something that is said while a cluster is looked for. Holds no secret.</summary>
/// <param name="Message">A line for people.</param>
/// <param name="IsWarning">Whether a person should know it; else it is a detail.</param>
public sealed record DiscoveryNote(string Message, bool IsWarning = false);
