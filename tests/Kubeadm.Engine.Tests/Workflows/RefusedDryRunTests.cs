using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows;

/// <summary>A dry run that is refused before it recorded anything leaves no folder that it made; what was there before stays.</summary>
public sealed class RefusedDryRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeNode _node = new();
    private readonly RecordingObserver _observer = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("init", DryRunForm.Folders)]
    [InlineData("init", DryRunForm.Kubeadm)]
    [InlineData("join", DryRunForm.Folders)]
    [InlineData("join", DryRunForm.Kubeadm)]
    [InlineData("upgrade apply", DryRunForm.Folders)]
    [InlineData("upgrade apply", DryRunForm.Kubeadm)]
    [InlineData("upgrade node", DryRunForm.Folders)]
    public async Task Checks_that_cannot_be_named_together_leave_no_folder(string workflow, DryRunForm form)
    {
        await Assert.ThrowsAnyAsync<KubeadmException>(() => RunAsync(workflow, form, checks: ["all", "Swap"], patches: null));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("init", DryRunForm.Folders)]
    [InlineData("init", DryRunForm.Kubeadm)]
    [InlineData("join", DryRunForm.Folders)]
    [InlineData("upgrade apply", DryRunForm.Folders)]
    [InlineData("upgrade apply", DryRunForm.Kubeadm)]
    [InlineData("upgrade node", DryRunForm.Kubeadm)]
    public async Task Patches_that_are_not_there_leave_no_folder(string workflow, DryRunForm form)
    {
        await Assert.ThrowsAnyAsync<KubeadmException>(() => RunAsync(workflow, form, checks: [], patches: "/nowhere"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(DryRunForm.Folders)]
    [InlineData(DryRunForm.Kubeadm)]
    public async Task A_phase_that_refuses_leaves_no_folder(DryRunForm form)
    {
        var request = new UpgradeApplyRequest { Version = "v1.33.0", DryRun = true, DryRunPath = Path(), DryRunForm = form };

        await Assert.ThrowsAnyAsync<KubeadmException>(() => new ApplyWorkflow(Ports, _observer).RunAsync(request, default));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_its_first_phase_leaves_no_folder()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NodeWorkflow(Ports, _observer).RunAsync(new UpgradeRequest { DryRun = true, DryRunPath = Path() }, cancelled.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Certificates_that_are_unknown_leave_no_folder()
    {
        var request = new GenerateCsrRequest { Names = ["nonsense"], DryRun = true, DryRunPath = Path() };

        await Assert.ThrowsAnyAsync<KubeadmException>(() => new CertificateRequests(Ports, _observer).CreateAsync(request, default));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_that_was_there_stays()
    {
        Directory.CreateDirectory(Path());

        await Assert.ThrowsAnyAsync<KubeadmException>(() => RunAsync("upgrade node", DryRunForm.Folders, checks: [], patches: "/nowhere"));

        Assert.True(Directory.Exists(Path()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path()));
    }

    [Fact]
    public async Task What_was_recorded_before_a_phase_failed_stays()
    {
        _node.Memory.Add("/patches/kubeletconfiguration+json.yaml", "- {op: remove, path: /nothing}\n");
        var request = new UpgradeApplyRequest { Version = "v1.36.3", DryRun = true, DryRunPath = Path(), PatchesDirectory = "/patches" };

        await Assert.ThrowsAnyAsync<KubeadmException>(() => new ApplyWorkflow(Ports, _observer).RunAsync(request, default));

        Assert.True(File.Exists(System.IO.Path.Combine(Path(), "root/etc/kubernetes/manifests/kube-apiserver.yaml")));
        Assert.NotEmpty(Directory.EnumerateFiles(System.IO.Path.Combine(Path(), "cluster")));
    }

    [Fact]
    public async Task A_run_that_came_to_its_end_has_its_folder_also_where_it_would_write_nothing()
    {
        var request = new UpgradeRequest { DryRun = true, DryRunPath = Path(), Phases = ["post-upgrade"] };

        await new NodeWorkflow(Ports, _observer).RunAsync(request, default);

        Assert.True(Directory.Exists(Path()));
    }

    [Fact]
    public void A_temporary_folder_goes_only_while_it_is_empty()
    {
        var (empty, used) = (OutputFolder.Temporary("kubeadm-test-"), OutputFolder.Temporary("kubeadm-test-"));
        Directory.CreateDirectory(System.IO.Path.Combine(empty.Path, "a/b"));
        File.WriteAllText(System.IO.Path.Combine(used.Path, "file"), "");

        empty.RemoveIfEmpty();
        used.RemoveIfEmpty();

        Assert.False(Directory.Exists(empty.Path));
        Assert.True(Directory.Exists(used.Path));
        Directory.Delete(used.Path, recursive: true);
    }

    [Fact]
    public void A_folder_around_it_that_others_use_meanwhile_stays()
    {
        var folder = OutputFolder.At(_folder["a/b/c"]);
        File.WriteAllText(_folder["a/other"], "");

        folder.RemoveIfEmpty();

        Assert.False(Directory.Exists(_folder["a/b"]));
        Assert.True(File.Exists(_folder["a/other"]));
    }

    private EnginePorts Ports => new()
    {
        Node = _node,
        ConnectRuntime = _ => throw new NotSupportedException(),
        ConnectCluster = (_, _) => throw new HttpRequestException("no route to host"),
        ConnectHealth = (_, _) => throw new NotSupportedException(),
        ConnectEtcd = _ => throw new NotSupportedException(),
    };

    private string Path() => _folder["out/dry"];

    private Task RunAsync(string workflow, DryRunForm form, string[] checks, string? patches) => workflow switch
    {
        "init" => new InitWorkflow(Ports, _observer).RunAsync(
            new InitRequest { Flags = new InitFlags { KubernetesVersion = "v1.36.3" }, DryRun = true, DryRunPath = Path(), DryRunForm = form, IgnorePreflightErrors = checks, PatchesDirectory = patches }, default),
        "join" => new JoinWorkflow(Ports, _observer).RunAsync(
            new JoinRequest
            {
                Flags = new JoinFlags { ApiServerEndpoint = "192.0.2.1:6443", Token = "abcdef.0123456789abcdef", DiscoveryTokenUnsafeSkipCaVerification = true },
                DryRun = true, DryRunPath = Path(), DryRunForm = form, IgnorePreflightErrors = checks, PatchesDirectory = patches,
            },
            default),
        "upgrade apply" => new ApplyWorkflow(Ports, _observer).RunAsync(
            new UpgradeApplyRequest { Version = "v1.36.3", DryRun = true, DryRunPath = Path(), DryRunForm = form, IgnorePreflightErrors = checks, PatchesDirectory = patches }, default),
        _ => new NodeWorkflow(Ports, _observer).RunAsync(
            new UpgradeRequest { DryRun = true, DryRunPath = Path(), DryRunForm = form, IgnorePreflightErrors = checks, PatchesDirectory = patches }, default),
    };
}
