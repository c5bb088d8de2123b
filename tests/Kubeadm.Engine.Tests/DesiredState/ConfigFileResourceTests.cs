using Kubeadm.Engine.DesiredState;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Operations.Certificates;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.DesiredState;

public sealed class ConfigFileResourceTests
{
    private const string Path = "/etc/kubeadm.yaml";
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";
    private const string Init = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n";

    private readonly FakeNode _node = new();

    private IDesiredResource Files => (CertificateImportCase.Ports(_node) with { VersionResolver = VersionResolver.Offline }).Resource("KubeadmConfig");

    private static KubeadmConfigState Wanted => new() { Path = Path, Documents = [Cluster, Init] };

    [Fact]
    public async Task One_is_written_for_its_owner_alone_and_then_left()
    {
        Assert.Equal([$"Write {Path}"], (await Files.PreviewAsync(Wanted)).Changes);
        Assert.False(_node.Memory.FileExists(Path));

        var made = await Files.SetAsync(Wanted);

        Assert.Equal($"{Cluster}---\n{Init}", _node.Memory.ReadText(Path));
        Assert.Equal(NodeFileModes.PrivateFile, _node.Memory.Stat(Path)!.Mode);
        var state = Assert.IsType<KubeadmConfigState>(made.State);
        Assert.Equal((true, "ClusterConfiguration, InitConfiguration"), (state.IsValid, state.Kinds!.ToString()));
        Assert.Empty((await Files.SetAsync(Wanted)).Changes);
    }

    [Fact]
    public async Task Secrets_are_covered_and_what_is_covered_is_no_configuration()
    {
        await Files.SetAsync(Wanted);

        var found = (KubeadmConfigState)await Files.GetAsync(new KubeadmConfigState { Path = Path }, default);

        Assert.DoesNotContain("0123456789abcdef", found.Documents!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", (await Files.PreviewAsync(Wanted with { Path = "/etc/other.yaml" })).State is KubeadmConfigState { Documents: { } documents } ? $"{documents}" : "0123456789abcdef", StringComparison.Ordinal);
        Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Files.SetAsync(found))).ErrorId);
        Assert.Contains("0123456789abcdef", _node.Memory.ReadText(Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: [abcdef.SECRET]\n")]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- Token: abcdef.SECRET\n")]
    [InlineData("apiVersion: kubeadm.k8s.io\nkind: InitConfiguration\ncertificateKey: {key: SECRET}\n")]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\netcd: {external: {endpoints: ['https://user:SECRET@e'], caFile: /a, certFile: /b, keyFile: /c}}\n")]
    public async Task Secrets_are_covered_where_a_document_is_not_quite_right_too(string text)
    {
        _node.Memory.Add(Path, text);

        var found = (KubeadmConfigState)await Files.GetAsync(new KubeadmConfigState { Path = Path }, default);

        Assert.DoesNotContain("SECRET", $"{found.Documents}{found.Findings}", StringComparison.Ordinal);
        Assert.Single(found.Documents!);
    }

    [Theory]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: 5\n")]
    [InlineData("apiVersion: {a: b}\nkind: [InitConfiguration]\n")]
    public async Task A_kind_that_is_no_text_is_a_finding_and_the_file_can_be_replaced(string text)
    {
        _node.Memory.Add(Path, text);

        var found = (KubeadmConfigState)await Files.GetAsync(new KubeadmConfigState { Path = Path }, default);
        Assert.Equal((false, ""), (found.IsValid, found.Kinds!.ToString()));
        Assert.NotEmpty(found.Findings!);
        await Files.SetAsync(Wanted);

        Assert.True((await Files.TestAsync(Wanted)).InDesiredState);
    }

    [Fact]
    public async Task One_that_is_no_text_is_replaced_or_deleted_and_else_told()
    {
        _node.Memory.WriteAllBytes(Path, [0x6b, 0xff, 0xfe, 0x0a], NodeFileModes.PrivateFile);

        Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Files.GetAsync(new KubeadmConfigState { Path = Path }, default))).ErrorId);
        Assert.Equal(["Documents"], (await Files.SetAsync(Wanted)).Differences);
        _node.Memory.WriteAllBytes(Path, [0x6b, 0xff, 0xfe, 0x0a], NodeFileModes.PrivateFile);
        await Files.SetAsync(new KubeadmConfigState { Path = Path, Exist = false });

        Assert.False(_node.Memory.FileExists(Path));
    }

    [Fact]
    public async Task Documents_that_are_there_and_that_kubeadm_refuses_are_not_as_wanted()
    {
        var bad = $"{Cluster}networking: {{podSubnet: nonsense}}\n";
        _node.Memory.Add(Path, bad);

        Assert.Equal(["IsValid"], (await Files.TestAsync(Wanted with { Documents = [bad] })).Differences);
    }

    [Fact]
    public async Task Neither_the_order_of_documents_nor_how_they_are_written_matters_but_each_field_does()
    {
        await Files.SetAsync(Wanted);

        Assert.True((await Files.TestAsync(Wanted with { Documents = [Init, "{\"kind\": \"ClusterConfiguration\", \"kubernetesVersion\": \"v1.36.3\", \"apiVersion\": \"kubeadm.k8s.io/v1beta4\"}"] })).InDesiredState);
        Assert.Equal(["Documents"], (await Files.TestAsync(Wanted with { Documents = [Init] })).Differences);
        Assert.Equal(["Documents"], (await Files.TestAsync(Wanted with { Documents = [Init, Cluster, Cluster] })).Differences);
        Assert.Equal(["Documents"], (await Files.TestAsync(Wanted with { Documents = [Init, Cluster.Replace("v1.36.3", "v1.36.2", StringComparison.Ordinal)] })).Differences);
    }

    [Fact]
    public async Task Documents_that_kubeadm_would_refuse_are_not_written()
    {
        await Files.SetAsync(Wanted);
        var before = _node.Memory.ReadText(Path);

        foreach (var text in new[] { $"{Cluster}networking: {{serviceSubnet: nonsense}}\n", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: Nonsense\n", "no: [yaml" })
        {
            var wanted = Wanted with { Documents = [text] };
            Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Files.SetAsync(wanted))).ErrorId);
            Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Files.PreviewAsync(wanted))).ErrorId);
        }

        Assert.Equal(before, _node.Memory.ReadText(Path));
    }

    [Fact]
    public async Task An_old_one_is_migrated_and_a_broken_one_is_told()
    {
        _node.Memory.Add(Path, Cluster.Replace("v1beta4", "v1beta3", StringComparison.Ordinal));
        var wanted = new KubeadmConfigState { Path = Path };

        Assert.Equal(["IsValid"], (await Files.TestAsync(wanted)).Differences);
        await Files.SetAsync(wanted);

        Assert.StartsWith("apiVersion: kubeadm.k8s.io/v1beta4\n", _node.Memory.ReadText(Path), StringComparison.Ordinal);
        Assert.True((await Files.TestAsync(wanted)).InDesiredState);

        _node.Memory.Add(Path, "kind: [");
        var broken = (KubeadmConfigState)(await Files.TestAsync(wanted)).State;
        Assert.Equal((false, 1), (broken.IsValid, broken.Findings!.Count));
        Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Files.SetAsync(wanted))).ErrorId);
    }

    [Fact]
    public async Task One_that_is_not_wanted_is_deleted()
    {
        await Files.SetAsync(Wanted);

        Assert.Equal([$"Delete {Path}"], (await Files.SetAsync(new KubeadmConfigState { Path = Path, Exist = false })).Changes);

        Assert.False(_node.Memory.FileExists(Path));
        Assert.Empty(await Files.ExportAsync(new KubeadmConfigState { Path = Path }, default));
        Assert.Equal(("PropertyMissing", "Documents"), (await StateCase.RefusedAsync(() => Files.SetAsync(new KubeadmConfigState { Path = Path }))) is var error ? (error.ErrorId, error.Target) : default);
    }
}
