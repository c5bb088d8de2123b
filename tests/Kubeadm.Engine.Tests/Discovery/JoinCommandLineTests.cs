namespace Kubeadm.Engine.Tests.Discovery;

public sealed class JoinCommandLineTests
{
    private static readonly JoinCommandLine Command = new("10.0.0.1:6443", "abcdef.0123456789abcdef", ["sha256:aa", "sha256:bb"]);

    [Fact]
    public void A_worker_gets_one_line_with_every_hash() => Assert.Equal(
        "kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:aa --discovery-token-ca-cert-hash sha256:bb",
        Command.ForWorker);

    [Fact]
    public void A_control_plane_gets_the_key_only_when_there_is_one()
    {
        Assert.EndsWith(" --control-plane --certificate-key 00ff", Command.ForControlPlane("00ff"), StringComparison.Ordinal);
        Assert.EndsWith(" --control-plane", Command.ForControlPlane(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_lines_join_to_the_single_line()
    {
        var joined = string.Join(" ", Command.ControlPlaneLines("00ff").Select(l => l.TrimEnd('\\').Trim()));
        Assert.Equal(Command.ForControlPlane("00ff"), joined);
    }
}
