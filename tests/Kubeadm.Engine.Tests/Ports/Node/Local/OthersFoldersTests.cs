using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>Root works in a folder that belongs to another, who tries to have it change something else.</summary>
public sealed class OthersFoldersTests : IDisposable
{
    private const int Other = 54_321;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new() { IsDurable = false };

    public OthersFoldersTests()
    {
        Directory.CreateDirectory(_folder["theirs"]);
        File.WriteAllText(_folder["precious"], "precious");
        Directory.CreateDirectory(_folder["system"]);
        File.WriteAllText(_folder["system/file"], "precious");
        if (Environment.IsPrivilegedProcess)
        {
            _files.SetOwner(_folder["theirs"], Other, Other);
        }
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Links_of_others_are_not_followed_by_root()
    {
        RequireRoot();
        Link("theirs/file", "precious");
        Link("theirs/folder", "system");

        Assert.Throws<KubeadmException>(() => _files.WriteAllBytes(_folder["theirs/file"], "new"u8, NodeFileModes.PrivateFile));
        Assert.Throws<KubeadmException>(() => _files.WriteAllBytes(_folder["theirs/folder/file"], "new"u8, NodeFileModes.PrivateFile));
        Assert.Throws<KubeadmException>(() => _files.CreateDirectory(_folder["theirs/folder/made"], NodeFileModes.PublicDirectory));
        Assert.Throws<IOException>(() => _files.SetOwner(_folder["theirs/file"], Other, Other));
        Assert.Throws<IOException>(() => _files.SetMode(_folder["theirs/file"], NodeFileModes.PublicFile));
        Assert.Throws<IOException>(() => _files.DeleteFile(_folder["theirs/folder/file"]));
        Assert.Throws<IOException>(() => _files.DeleteDirectory(_folder["theirs/folder/file"], default));
        AssertUntouched();
    }

    [SkippableFact]
    public void Links_that_root_made_are_followed()
    {
        RequireRoot();
        File.CreateSymbolicLink(_folder["theirs/file"], _folder["precious"]);

        _files.WriteAllBytes(_folder["theirs/file"], "new"u8, NodeFileModes.PrivateFile);
        _files.SetOwner(_folder["theirs/file"], Other, Other);

        Assert.Equal("new", File.ReadAllText(_folder["precious"]));
        Assert.Equal(Other, _files.Stat(_folder["precious"])!.UserId);
    }

    [SkippableFact]
    public async Task No_file_is_given_away_by_whoever_swaps_it_for_a_link_at_the_right_moment()
    {
        RequireRoot();
        File.WriteAllText(_folder["theirs/new"], "");
        Link("theirs/link", "precious");
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() => SwapUntil(stop.Token));

        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            Try(() => _files.SetOwner(_folder["theirs/file"], Other, Other));
            Try(() => _files.WriteAllBytes(_folder["theirs/file"], "new"u8, NodeFileModes.PrivateFile));
        }

        await stop.CancelAsync();
        await swapping;
        AssertUntouched();
    }

    [SkippableFact]
    public void A_tree_is_handed_over_with_its_links_and_without_what_they_lead_to()
    {
        RequireRoot();
        Directory.CreateDirectory(_folder["data/member/snap"]);
        File.WriteAllText(_folder["data/member/snap/db"], "");
        File.CreateSymbolicLink(_folder["data/member/link"], _folder["precious"]);
        Directory.CreateSymbolicLink(_folder["data/folder"], _folder["system"]);

        _files.SetTreeOwner(_folder["data"], Other, Other);

        string[] handed = ["data", "data/member", "data/member/snap", "data/member/snap/db", "data/member/link", "data/folder"];
        Assert.All(handed, name => Assert.Equal((Other, Other), (_files.Stat(_folder[name])!.UserId, _files.Stat(_folder[name])!.GroupId)));
        AssertUntouched();
    }

    [SkippableFact]
    public void A_file_that_others_linked_into_a_tree_is_not_given_away()
    {
        RequireRoot();
        Directory.CreateDirectory(_folder["data"]);
        Assert.Equal(0, DeepTree.Link(_folder["precious"], _folder["data/file"]));

        Assert.Contains("hard links", Assert.Throws<IOException>(() => _files.SetTreeOwner(_folder["data"], Other, Other)).Message, StringComparison.Ordinal);
        AssertUntouched();
    }

    private void SwapUntil(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Try(() => File.Move(_folder["theirs/new"], _folder["theirs/file"], overwrite: true));
            Try(() => File.Move(_folder["theirs/file"], _folder["theirs/new"], overwrite: true));
            Try(() => File.Move(_folder["theirs/link"], _folder["theirs/file"], overwrite: true));
            Try(() => File.Move(_folder["theirs/file"], _folder["theirs/link"], overwrite: true));
            Try(() => File.WriteAllText(_folder["theirs/new"], ""));
            Try(() => Link("theirs/link", "precious"));
        }
    }

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception error) when (error is KubeadmException or IOException or UnauthorizedAccessException)
        {
            // Each side gets in the other's way; what counts is what became of the file that neither should touch.
        }
    }

    private void AssertUntouched()
    {
        string[] untouched = ["precious", "system/file"];
        Assert.All(untouched, name =>
        {
            Assert.Equal("precious", File.ReadAllText(_folder[name]));
            Assert.Equal(0, _files.Stat(_folder[name])!.UserId);
        });
        Assert.Equal(["file"], _files.List(_folder["system"]));
    }

    private void Link(string name, string target)
    {
        File.CreateSymbolicLink(_folder[name], _folder[target]);
        Assert.Equal(0, DeepTree.ChangeOwner(_folder[name], Other, Other));
    }

    private static void RequireRoot() => Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
}
