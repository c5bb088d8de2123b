namespace Kubeadm.Host;

/// <summary>What <c>kubeadm-ps</c> says of itself.</summary>
internal static class HelpText
{
    /// <summary>Writes how to use it and what cmdlets there are.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine(
            """
            kubeadm-ps: Kubernetes clusters from PowerShell's engine, without pwsh.

            Usage:
              kubeadm-ps [-OutputFormat Text|Json|Yaml] <Cmdlet> [parameters]
              kubeadm-ps [-OutputFormat Text|Json|Yaml] -Command '<script>'
              kubeadm-ps [-OutputFormat Text|Json|Yaml] -File <script.ps1> [arguments]
              kubeadm-ps <command of kubeadm> [flags]
              kubeadm-ps completion bash|fish|powershell|zsh

            Results go to standard output, everything said about them to standard error.
            Exit code: 0 done, 1 failed, 130 cancelled.

            Cmdlets (kubeadm-ps Get-Help <Cmdlet> tells more):
            """);
        foreach (var name in CmdletCatalog.Names)
        {
            output.WriteLine($"  {name}");
        }
    }
}
