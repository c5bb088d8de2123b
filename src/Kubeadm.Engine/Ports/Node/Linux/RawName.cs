using System.Text;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// Names of files as the kernel has them, which are bytes, in strings that lose none of them: a byte that is not part of valid UTF-8
/// stands as a lone surrogate, U+DC80 to U+DCFF (as in Python's PEP 383).
/// </summary>
internal static class RawName
{
    private const int Escape = 0xDC00;
    private const int FirstEscaped = 0xDC80;
    private const int LastEscaped = 0xDCFF;

    /// <summary>The string that stands for a name.</summary>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var invalid in name[..length])
                {
                    text.Append((char)(Escape + invalid));
                }
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a name or path, ended by a zero as the kernel wants them.</summary>
    /// <exception cref="IOException">There is a zero in it, at which the kernel would stop reading.</exception>
    public static byte[] Encode(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new IOException("a path cannot hold a zero character");
        }

        var bytes = new List<byte>(name.Length + 1);
        Span<byte> buffer = stackalloc byte[4];
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] is >= (char)FirstEscaped and <= (char)LastEscaped && (at == 0 || !char.IsHighSurrogate(name[at - 1])))
            {
                bytes.Add((byte)(name[at] - Escape));
                continue;
            }

            var rune = Rune.TryGetRuneAt(name, at, out var whole) ? whole : Rune.ReplacementChar;
            bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
            at += rune.Utf16SequenceLength - 1;
        }

        bytes.Add(0);
        return [.. bytes];
    }

    /// <summary>The string for people: what is not UTF-8 is shown as U+FFFD, and a very long one is cut in its middle.</summary>
    public static string Show(string path)
    {
        const int Longest = 1024;
        return path.Length <= Longest ? path : $"{path[..(Longest / 2)]}…{path[^(Longest / 2)..]}";
    }
}
