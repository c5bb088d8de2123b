using System.Buffers;
using System.Text;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Reads what a program says, up to a limit.</summary>
internal sealed class LimitedOutput(Stream stream, Encoding encoding, int most)
{
    private readonly ArrayBufferWriter<byte> _read = new();

    /// <summary>What was read so far.</summary>
    public string Text => encoding.GetString(_read.WrittenSpan);

    /// <summary>Reads to the end.</summary>
    /// <returns>Whether the end was reached; otherwise there is more than the limit.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (_read.WrittenCount + count > most)
            {
                return false;
            }

            _read.Write(buffer.AsSpan(0, count));
        }

        return true;
    }
}
