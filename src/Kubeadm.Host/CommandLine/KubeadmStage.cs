namespace Kubeadm.Host.CommandLine;

/// <summary>A second cmdlet, which a command's switch has take what the first one gives.</summary>
/// <param name="Cmdlet">The cmdlet.</param>
/// <param name="Switch">The flag that asks for it.</param>
/// <param name="Own">Flags that it takes and the first cmdlet does not.</param>
/// <param name="Shared">Flags that both take.</param>
internal sealed record KubeadmStage(string Cmdlet, string Switch, IReadOnlyList<string> Own, IReadOnlyList<string> Shared);
