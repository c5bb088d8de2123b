namespace Kubeadm.Host;

/// <summary>What <c>kubeadm-ps</c> says of itself.</summary>
internal static class HelpText
{
    /// <summary>Writes how to use it and what cmdlets there are.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine(
            """
            kubeadm-ps: Kubernetes clusters from PowerShell, with kubeadm's own command line too.

            Usage:
              kubeadm-ps                                      PowerShell's prompt, with the module Kubeadm
              kubeadm-ps <Cmdlet> [parameters] [-OutputFormat Text|Json|Yaml]
              kubeadm-ps <script.ps1> [arguments]
              kubeadm-ps -Command|-File|-NoProfile ...        as pwsh is called
              kubeadm-ps <command of kubeadm> [flags]
              kubeadm-ps completion bash|fish|powershell|zsh

            Of a cmdlet and of kubeadm's commands results go to standard output, everything said about them to standard error.
            Exit code: 0 done, 1 failed, 130 cancelled; of a script what it exits with.

            Cmdlets (kubeadm-ps Get-Help <Cmdlet> tells more):
            """);
        foreach (var name in CmdletCatalog.Names)
        {
            output.WriteLine($"  {name}");
        }
    }
}
