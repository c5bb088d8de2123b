namespace Kubeadm.PowerShell.Tests;

/// <summary>Lines of kubeadm-ps completed in PowerShell, by the script that it prints.</summary>
[Collection(ModuleSuite.Name)]
public sealed class NativeCompletionTests(ModuleSession session)
{
    private const string Load = "$env:PATH = $args[0] + [IO.Path]::PathSeparator + $env:PATH; kubeadm-ps completion powershell | Out-String | Invoke-Expression";

    [Theory]
    [InlineData("kubeadm-ps certs renew et", "etcd-healthcheck-client etcd-peer etcd-server")]
    [InlineData("kubeadm-ps config images list -o ", "json text yaml")]
    [InlineData("kubeadm-ps Test-KubeNode -Workflow U", "Upgrade")]
    public void PowerShell_completes_by_its_script(string line, string expected)
    {
        var words = session.Run($"{Load}; (TabExpansion2 $args[1] $args[1].Length).CompletionMatches.CompletionText", Path.GetDirectoryName(Places.Host)!, line).ThrowIfFailed().Output;

        Assert.Equal(expected.Split(' '), words.Select(word => word.ToString()));
    }
}
