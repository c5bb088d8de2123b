using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Real runs on a node, and the records that it keeps of them.</summary>
public sealed class HistoryMachineTests(ControlPlaneMachine machine) : IClassFixture<ControlPlaneMachine>
{
    [SkippableFact]
    public void A_real_run_leaves_a_record_also_by_kubeadms_command_line_and_a_dry_run_none()
    {
        const string script = """
            $env:KUBEADM_PS_STATE = $null
            $null = & $env:KUBEADM_PS init phase kubeconfig admin --kubernetes-version v1.36.3
            $null = Update-KubeCertificate apiserver 3> $null
            $null = Update-KubeCertificate all -DryRun 3> $null
            @{ Runs = @(Get-KubeHistory); Mode = (Get-Item /var/lib/kubeadm-ps/history).UnixMode; Files = @(Get-ChildItem /var/lib/kubeadm-ps/history).UnixMode } | ConvertTo-Json -Depth 6
            """;
        var outcome = machine.Run("-NoProfile", "-Command", script.Replace("$env:KUBEADM_PS ", $"'{Places.Host}' ", StringComparison.Ordinal));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var found = JsonNode.Parse(outcome.Output[outcome.Output.IndexOf('{', StringComparison.Ordinal)..])!;
        Assert.Equal("drwx------", (string?)found["Mode"]);
        var runs = found["Runs"]!.AsArray().ToList();
        Assert.Equal(["Renewal", "Init"], runs.Select(run => (string?)run!["Workflow"]));
        Assert.All(found["Files"]!.AsArray(), mode => Assert.Equal("-rw-------", (string?)mode));
        Assert.All(runs, run => Assert.Equal("Succeeded", (string?)run!["Outcome"]));
        Assert.Contains(runs[0]!["Phases"]![0]!["Changes"]!.AsArray(), change => (string?)change!["Target"] == "/etc/kubernetes/pki/apiserver.crt" && change["NewDigest"] is not null);
        Assert.Equal(1, (int)runs[1]!["UnchangedCount"]!);
    }
}
