namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Reads Linux's table of mounts (<c>/proc/self/mountinfo</c>, proc(5)), which is bytes, as the names of files are.</summary>
internal static class MountTable
{
    private const int MountPointField = 4;
    private const int OctalDigits = 3;

    /// <summary>Mount points at or below a path: the deepest first, and of those on one another the last mounted first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The path, as <see cref="RawName"/> stands for it; so are those that are returned.</param>
    public static IReadOnlyList<string> Below(ReadOnlySpan<byte> table, string path)
    {
        var root = path.TrimEnd('/');
        var points = new List<string>();
        while (!table.IsEmpty)
        {
            if (PointOf(Take(ref table, (byte)'\n')) is { } point && (point == root || point.StartsWith(root + "/", StringComparison.Ordinal)))
            {
                points.Add(point);
            }
        }

        return [.. points.AsEnumerable().Reverse().OrderByDescending(point => point.Count(c => c == '/'))];
    }

    private static string? PointOf(ReadOnlySpan<byte> line)
    {
        for (var field = 0; field < MountPointField; field++)
        {
            Take(ref line, (byte)' ');
        }

        return line.IsEmpty ? null : RawName.Decode(Unescape(Take(ref line, (byte)' ')));
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> text, byte end)
    {
        var length = text.IndexOf(end);
        var taken = length < 0 ? text : text[..length];
        text = length < 0 ? [] : text[(length + 1)..];
        return taken;
    }

    // Space, tab, newline and backslash stand as a backslash and three octal digits.
    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        while (!text.IsEmpty)
        {
            var code = CodeAt(text);
            bytes.Add(code ?? text[0]);
            text = text[(code is null ? 1 : 1 + OctalDigits)..];
        }

        return [.. bytes];
    }

    private static byte? CodeAt(ReadOnlySpan<byte> text)
    {
        if (text.Length <= OctalDigits || text[0] != '\\' || text[1] > '3')
        {
            return null;
        }

        var code = 0;
        foreach (var digit in text[1..(1 + OctalDigits)])
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            code = (code * 8) + digit - '0';
        }

        return (byte)code;
    }
}
