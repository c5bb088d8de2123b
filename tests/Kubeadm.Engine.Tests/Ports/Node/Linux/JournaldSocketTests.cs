using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Windows;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Linux;

/// <summary>Entries on a real socket in the place of journald's.</summary>
public sealed class JournaldSocketTests : IDisposable
{
    private static readonly JournalEntry Entry = new("certs/ca: Create File /etc/kubernetes/pki/ca.crt", JournalLevel.Warning)
    {
        Fields = [new("KUBEADM_RUN_ID", "20261130T172738Z-3f9ac2d1"), new("KUBEADM_TARGET", "two\nlines")],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void An_entry_is_a_datagram_of_fields_and_one_of_several_lines_has_its_length_before_it()
    {
        using var journald = Listen();
        var socket = new JournaldSocket(_folder["socket"]);

        socket.Require();
        socket.Send(Entry);

        var buffer = new byte[4096];
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, 9);
        var expected = Encoding.UTF8.GetBytes("MESSAGE=certs/ca: Create File /etc/kubernetes/pki/ca.crt\nPRIORITY=4\nSYSLOG_IDENTIFIER=kubeadm-ps\nKUBEADM_RUN_ID=20261130T172738Z-3f9ac2d1\nKUBEADM_TARGET\n")
            .Concat(length).Concat("two\nlines\n"u8.ToArray());
        Assert.Equal(expected, buffer[..journald.Receive(buffer)]);
    }

    [SkippableFact]
    public void A_long_text_is_cut_to_what_a_datagram_takes()
    {
        using var journald = Listen();

        new JournaldSocket(_folder["socket"]).Send(new JournalEntry(new string('x', 1_000_000)));

        var buffer = new byte[100_000];
        Assert.InRange(journald.Receive(buffer), 16_000, 17_000);
    }

    [SkippableFact]
    public void A_machine_without_it_is_told_what_was_looked_for()
    {
        Skip.IfNot(OperatingSystem.IsLinux());

        var error = Assert.Throws<KubeadmException>(new JournaldSocket(_folder["socket"]).Require);

        Assert.Equal(("JournalNotFound", KubeadmErrorKind.NotFound, _folder["socket"]), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains(_folder["socket"], error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
        Assert.Equal("JournalFailed", Assert.Throws<KubeadmException>(() => new JournaldSocket(_folder["socket"]).Send(Entry)).ErrorId);
    }

    [SkippableFact]
    public void One_that_takes_nothing_holds_nobody_up_for_long()
    {
        using var journald = Listen();
        var socket = new JournaldSocket(_folder["socket"]);

        var error = Assert.Throws<KubeadmException>(() =>
        {
            for (var number = 0; number < 100_000; number++)
            {
                socket.Send(Entry);
            }
        });

        Assert.Equal("JournalFailed", error.ErrorId);
    }

    [Fact]
    public void On_Windows_what_programs_look_for_stands_below_the_message() => Assert.Equal(
        "certs/ca: Create File /etc/kubernetes/pki/ca.crt\r\n\r\nKUBEADM_RUN_ID=20261130T172738Z-3f9ac2d1\r\nKUBEADM_TARGET=two\nlines", WindowsEventLog.TextOf(Entry));

    private Socket Listen()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        return socket;
    }
}
