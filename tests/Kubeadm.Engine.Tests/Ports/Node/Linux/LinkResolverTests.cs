using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Linux;

public sealed class LinkResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new();

    public LinkResolverTests() => Directory.CreateDirectory(_folder["disk/kubelet/pods"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_path_without_links_is_itself_and_a_missing_one_is_none()
    {
        Assert.Equal(_folder["disk/kubelet"], _files.Resolve(_folder["disk/kubelet"]));
        Assert.Equal("/", _files.Resolve("/"));
        Assert.Null(_files.Resolve(_folder["disk/missing/pods"]));
    }

    [Fact]
    public void Links_are_followed_in_the_middle_relative_ones_and_several_in_a_row()
    {
        Directory.CreateSymbolicLink(_folder["absolute"], _folder["disk"]);
        Directory.CreateSymbolicLink(_folder["disk/again"], "../absolute/./kubelet");

        Assert.Equal(_folder["disk/kubelet/pods"], _files.Resolve(_folder["absolute/again/pods"]));
    }

    [Fact]
    public void A_link_to_nowhere_is_none_and_a_circle_is_an_error()
    {
        Directory.CreateSymbolicLink(_folder["nowhere"], _folder["missing"]);
        Directory.CreateSymbolicLink(_folder["a"], _folder["b"]);
        Directory.CreateSymbolicLink(_folder["b"], _folder["a"]);

        Assert.Null(_files.Resolve(_folder["nowhere"]));
        Assert.Throws<IOException>(() => _files.Resolve(_folder["a/x"]));
    }
}
