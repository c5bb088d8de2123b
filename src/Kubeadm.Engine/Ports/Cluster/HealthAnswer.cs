namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>What a component answered to a question about its health.</summary>
/// <param name="Status">The HTTP status; 200 means healthy.</param>
/// <param name="Body">A line for each of its checks, or less.</param>
public sealed record HealthAnswer(int Status, string Body);
