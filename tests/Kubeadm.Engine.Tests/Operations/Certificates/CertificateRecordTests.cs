using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tests.History;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

/// <summary>The records of renewals and imports.</summary>
public sealed class CertificateRecordTests : CertificateImportCase
{
    [Fact]
    public async Task A_renewal_has_each_certificate_as_a_phase_and_digests_of_certificates_alone()
    {
        var node = new FakeNode();
        using var keys = new KeyFactory();
        await new CertificateIssuer(node.Files, node.Clock, keys).EnsureAllAsync(PkiCases.Configuration(), default);

        await RenewAsync(node, new CertificateRenewalRequest { Names = ["apiserver", "etcd-peer"], Configuration = CertificateRequestsTests.Configuration, Journal = true });

        var run = node.Run();
        Assert.Equal((RunName.Renewal, "vm", RunOutcome.Succeeded, "apiserver, etcd-peer"), (run.Workflow, run.NodeName, run.Outcome, run.RequestedPhases.ToString()));
        Assert.Equal(
            [($"{Pki}/apiserver.crt", true), ($"{Pki}/apiserver.key", false), ($"{Pki}/etcd/peer.crt", true), ($"{Pki}/etcd/peer.key", false)],
            run.Phases.SelectMany(phase => phase.Changes).Select(change => (change.Target, change.NewDigest is not null)));
        Assert.Equal(HexDigest.Of(node.Memory.ReadAllBytes($"{Pki}/apiserver.crt")), run.Phases[0].Changes[0].NewDigest);
        Assert.Equal(["apiserver", "apiserver", "etcd-peer", "etcd-peer"], node.FakeJournal.ValuesOf("KUBEADM_PHASE"));
    }

    [Fact]
    public async Task A_renewal_that_fails_and_one_in_a_dry_run()
    {
        var node = new FakeNode();
        using var keys = new KeyFactory();
        await new CertificateIssuer(node.Files, node.Clock, keys).EnsureAllAsync(PkiCases.Configuration(), default);
        using var folder = new TemporaryFolder();
        await RenewAsync(node, new CertificateRenewalRequest { Names = ["apiserver"], Configuration = CertificateRequestsTests.Configuration, DryRun = true, DryRunPath = folder["run"] });
        Assert.Empty(node.FakeRuns.Texts);
        node.Memory.Unwritable.Add($"{Pki}/apiserver.key");

        await Assert.ThrowsAsync<KubeadmException>(() => RenewAsync(node, new CertificateRenewalRequest { Names = ["apiserver"], Configuration = CertificateRequestsTests.Configuration }));

        var run = node.Run();
        Assert.Equal((RunOutcome.Failed, "AccessDenied", 0), (run.Outcome, run.ErrorId, run.ChangeCount));
    }

    [Fact]
    public async Task An_import_is_one_run_of_all_that_it_installs()
    {
        await RequestAsync("apiserver", "admin.conf");
        var import = await OpenAsync();

        Install("apiserver", import);
        Install("admin.conf", import);
        Assert.Equal(RunOutcome.Running, Node.Run().Outcome);
        import.Complete(Observer);
        import.Stop(Observer);

        var run = Node.Run();
        Assert.Equal((RunName.Import, RunOutcome.Succeeded, "apiserver: Succeeded, admin.conf: Succeeded"), (run.Workflow, run.Outcome, run.Phases.ToString()));
        Assert.Equal([true, false], run.Phases.Select(phase => phase.Changes[0].NewDigest is not null));
    }

    [Fact]
    public async Task An_import_of_which_the_rest_is_never_asked_for_was_stopped_and_one_of_nothing_is_none()
    {
        await RequestAsync("apiserver");
        (await OpenAsync()).Complete(Observer);
        Assert.Empty(Node.FakeRuns.Texts);
        var import = await OpenAsync();
        Install("apiserver", import);

        import.Stop(Observer);

        Assert.Equal(RunOutcome.Stopped, Node.Run().Outcome);
    }

    private static async Task RenewAsync(FakeNode node, CertificateRenewalRequest request)
    {
        var renewals = new CertificateRenewals(Ports(node), new RecordingObserver());
        await renewals.RenewAsync(await renewals.PlanAsync(request, default), request, default);
    }
}
