using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class NodeCleanerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeNode _node = new() { Files = new LocalFileSystem() };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_emptied_folder_stays_with_its_mode_and_tells_each_thing_that_went()
    {
        Write("pki/ca.crt");
        Write("pki/.hidden");
        Write("pki/etcd/deep/ca.key");
        _node.Files.SetMode(_folder["pki"], (UnixFileMode)0b111_001_000);

        var result = Empty("pki");

        Assert.Empty(result.Failures);
        Assert.Equal(
            [$"Delete File {_folder["pki/.hidden"]}", $"Delete File {_folder["pki/ca.crt"]}", $"Delete Directory {_folder["pki/etcd"]}"],
            result.Changes.Select(c => c.ToString()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["pki"]));
        Assert.Equal((UnixFileMode)0b111_001_000, _node.Files.Stat(_folder["pki"])!.Mode);
    }

    [Fact]
    public void Links_in_a_folder_go_and_what_they_lead_to_stays()
    {
        Write("other/keep");
        Write("pki/sub/ca.crt");
        Directory.CreateSymbolicLink(_folder["pki/folder"], _folder["other"]);
        File.CreateSymbolicLink(_folder["pki/file"], _folder["other/keep"]);
        File.CreateSymbolicLink(_folder["pki/nowhere"], _folder["missing"]);
        Directory.CreateSymbolicLink(_folder["pki/sub/folder"], _folder["other"]);

        var result = Empty("pki");

        Assert.Empty(result.Failures);
        Assert.Equal(4, result.Changes.Count(c => c.Action == ChangeAction.Delete));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["pki"]));
        Assert.Equal("keep", File.ReadAllText(_folder["other/keep"])[^4..]);
    }

    [Fact]
    public void A_folder_that_is_a_link_is_emptied_where_it_leads_and_the_link_stays()
    {
        Write("disk/kubelet/config.yaml");
        Directory.CreateSymbolicLink(_folder["kubelet"], _folder["disk/kubelet"]);

        var result = Empty("kubelet");

        Assert.Equal([_folder["disk/kubelet/config.yaml"]], result.Changes.Select(c => c.Target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["disk/kubelet"]));
        Assert.Equal(_folder["disk/kubelet"], new DirectoryInfo(_folder["kubelet"]).LinkTarget);
    }

    [Fact]
    public void A_link_to_a_folder_that_the_machine_needs_is_not_followed()
    {
        var node = new FakeNode();
        node.Memory.Add("/etc/passwd", "root").Add("/etc/kubernetes/pki", "stands for the link");
        node.Memory.Links["/etc/kubernetes/pki"] = "/etc";

        var result = new NodeCleaner(node, new FolderGuard(node.Files)).Empty("/etc/kubernetes/pki", FolderUse.Certificates, default);

        Assert.Contains("it leads to \"/etc\"", Assert.Single(result.Failures).Reason, StringComparison.Ordinal);
        Assert.True(node.Memory.FileExists("/etc/passwd"));
    }

    [Fact]
    public void A_folder_that_is_missing_or_empty_is_unchanged()
    {
        Directory.CreateDirectory(_folder["empty"]);

        Assert.Equal([ChangeAction.Unchanged], Empty("empty").Changes.Select(c => c.Action));
        Assert.Equal([ChangeAction.Unchanged], Empty("missing").Changes.Select(c => c.Action));
        Assert.False(Directory.Exists(_folder["missing"]));
    }

    [Fact]
    public void Links_in_a_circle_are_told_and_do_not_stop_the_reset()
    {
        Directory.CreateSymbolicLink(_folder["a"], _folder["b"]);
        Directory.CreateSymbolicLink(_folder["b"], _folder["a"]);

        Assert.Equal(_folder["a"], Assert.Single(Empty("a").Failures).Target);
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_left_and_told()
    {
        Write("pki");

        Assert.Equal(_folder["pki"], Assert.Single(Empty("pki").Failures).Target);
        Assert.True(File.Exists(_folder["pki"]));
    }

    [Fact]
    public void What_has_something_mounted_in_it_is_left_and_the_rest_goes()
    {
        Write("kubelet/pods/1/volume/data");
        Write("kubelet/config.yaml");
        _node.FakeSystem.Mounts.Add(_folder["kubelet/pods/1/volume"]);

        var result = Empty("kubelet");

        Assert.Equal(_folder["kubelet/pods"], Assert.Single(result.Failures).Target);
        Assert.True(File.Exists(_folder["kubelet/pods/1/volume/data"]));
        Assert.False(File.Exists(_folder["kubelet/config.yaml"]));
    }

    [SkippableTheory]
    [InlineData("mnt")]
    [InlineData(BindMount.OddName)]
    public async Task A_mounted_folder_keeps_what_is_in_it_whatever_its_name_is(string name)
    {
        Write("data/keep");
        Write("pki/ca.crt");
        using var mount = await BindMount.MakeAsync(_folder["data"], _folder["pki"], name);
        Assert.Equal([mount.Point], new LinuxSystem().MountsBelow(_folder["pki"]));
        _node.FakeSystem.Mounts.AddRange(new LinuxSystem().MountsBelow(_folder["pki"]));

        var result = Empty("pki");

        var failure = Assert.Single(result.Failures);
        Assert.Equal(mount.Point, failure.Target);
        Assert.Contains("is mounted", failure.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["data/keep"]));
        Assert.False(File.Exists(_folder["pki/ca.crt"]));
    }

    [SkippableTheory]
    [InlineData("mnt")]
    [InlineData(BindMount.OddName)]
    public async Task A_folder_that_was_mounted_after_the_mounts_were_listed_keeps_what_is_in_it(string name)
    {
        Write("data/keep");
        Write("pki/ca.crt");
        using var mount = await BindMount.MakeAsync(_folder["data"], _folder["pki"], name);

        var result = Empty("pki");

        var failure = Assert.Single(result.Failures);
        Assert.Equal(mount.Point, failure.Target);
        Assert.Contains("is a mount point", failure.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["data/keep"]));
        Assert.False(File.Exists(_folder["pki/ca.crt"]));
    }

    [SkippableFact]
    public async Task A_mount_point_itself_is_emptied_and_stays()
    {
        Write("data/pods/1/file");
        using var mount = await BindMount.MakeAsync(_folder["data"], _folder.Path, "pki");
        _node.FakeSystem.Mounts.Add(mount.Point);

        var result = Empty("pki");

        Assert.Empty(result.Failures);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["data"]));
        Assert.Equal([_folder["pki"]], new LinuxSystem().MountsBelow(_folder.Path));
    }

    [Fact]
    public void What_cannot_be_removed_does_not_keep_the_rest()
    {
        var node = new FakeNode();
        node.Memory.Add("/etc/kubernetes/pki/a", "").Add("/etc/kubernetes/pki/b", "").Add("/etc/kubernetes/pki/c", "");
        node.Memory.Undeletable.Add("/etc/kubernetes/pki/b");

        var result = new NodeCleaner(node, new FolderGuard(node.Files)).Empty("/etc/kubernetes/pki", FolderUse.Certificates, default);

        Assert.Equal("/etc/kubernetes/pki/b", Assert.Single(result.Failures).Target);
        Assert.Equal(["b"], node.Memory.List("/etc/kubernetes/pki"));
    }

    [Fact]
    public void Files_are_removed_links_too_and_a_folder_in_the_place_of_one()
    {
        Write("keep");
        Write("admin.conf");
        Write("kubelet.conf/odd");
        File.CreateSymbolicLink(_folder["scheduler.conf"], _folder["keep"]);

        var result = Cleaner().Remove([_folder["admin.conf"], _folder["kubelet.conf"], _folder["scheduler.conf"], _folder["missing.conf"]], default);

        Assert.Equal([ChangeAction.Delete, ChangeAction.Delete, ChangeAction.Delete, ChangeAction.Unchanged], result.Changes.Select(c => c.Action));
        Assert.Equal(["keep"], new LocalFileSystem().List(_folder.Path));
    }

    private CleanupResult Empty(string name) => Cleaner(_folder[name]).Empty(_folder[name], FolderUse.Own, default);

    private NodeCleaner Cleaner(params string[] allowed) => new(_node, new FolderGuard(_node.Files, allowed));

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], $"content of {name}");
    }
}
