using System.Buffers.Binary;
using System.Text;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Entries in the form that journald takes (systemd's "Native Journal Protocol").</summary>
internal static class JournaldMessage
{
    /// <summary>Bytes of a value. A datagram has room for a couple of hundred thousand, of which no entry needs more than a part.</summary>
    private const int LongestValue = 16 * 1024;

    private const string Identifier = "kubeadm-ps";

    /// <summary>The bytes of an entry.</summary>
    public static byte[] Encode(JournalEntry entry)
    {
        using var bytes = new MemoryStream();
        Write(bytes, "MESSAGE", entry.Message);
        Write(bytes, "PRIORITY", $"{entry.Level:D}");
        Write(bytes, "SYSLOG_IDENTIFIER", Identifier);
        foreach (var (name, value) in entry.Fields)
        {
            Write(bytes, name, value);
        }

        return bytes.ToArray();
    }

    /// <summary>A value of one line stands after its name; one of several after its length, as a little-endian number of 64 bits.</summary>
    private static void Write(MemoryStream bytes, string name, string text)
    {
        var value = Encoding.UTF8.GetBytes(text).AsSpan();
        value = value[..Math.Min(value.Length, LongestValue)];
        bytes.Write(Encoding.ASCII.GetBytes(name));
        if (value.Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)value.Length);
            bytes.WriteByte((byte)'\n');
            bytes.Write(length);
        }
        else
        {
            bytes.WriteByte((byte)'=');
        }

        bytes.Write(value);
        bytes.WriteByte((byte)'\n');
    }
}
