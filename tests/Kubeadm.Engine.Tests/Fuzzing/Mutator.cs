using System.Text;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>Creates inputs from seeds: by changing bytes, by recombining parts, and by what parsers are known to fail at.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] Tokens =
    [
        "\n---\n", ": ", "- ", "? ", "<<: ", "&a ", "*a", "!!binary ", "!!int ", "|\n", ">-\n", "{}", "[]", "{", "}", "[", "]", "\"", "'", "\\", "\\u0000", "\\ud800",
        "null", "~", "true", "1e400", "-0", "0x", "0b1", "1_000", ".inf", ".nan", "9223372036854775808", "-9223372036854775809", "1e-2147483648", "1e2147483647",
        "\t", "\r\n", "\0", "\u0085", "\u2028", "\ufeff", "\ufffe", "é", "😀", "٣", "\u0130", "#", "%", "@", "`", ",", ".", ":", "/", "..", "~1", "~0", "-", "+", "$patch",
        "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "delete", "replace", "name", "kind", "apiVersion", "metadata", "spec",
        "1h", "-1ns", "Ki", "Ei", "m", "v1.36.3", "[::1]:6443", "10.0.0.0/8", "sha256:", "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "aGVsbG8=",
    ];

    /// <summary>The next input.</summary>
    public byte[] Next(IReadOnlyList<byte[]> seeds)
    {
        var input = new List<byte>(Pick(seeds));
        for (var changes = 1 + random.Next(6); changes > 0; changes--)
        {
            Change(input, seeds);
        }

        return [.. input.Take(FuzzRun.LargestInput)];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> seeds)
    {
        switch (random.Next(12))
        {
            case 0 when input.Count > 0:
                input[random.Next(input.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when input.Count > 0:
                input[random.Next(input.Count)] = (byte)random.Next(256);
                break;
            case 2:
                var (start, length) = Slice(input.Count);
                input.RemoveRange(start, length);
                break;
            case 3:
                var end = random.Next(input.Count + 1);
                input.RemoveRange(end, input.Count - end);
                break;
            case 4:
                var copied = SliceOf(input);
                Insert(input, [.. Enumerable.Repeat(copied, 1 + random.Next(20)).SelectMany(part => part)]);
                break;
            case 5:
                Insert(input, SliceOf([.. Pick(seeds)]));
                break;
            case 6:
                Insert(input, Nested());
                break;
            case 7:
                Insert(input, Bytes(new string((char)('0' + random.Next(10)), 1 + random.Next(random.Next(8) == 0 ? 20_000 : 40))));
                break;
            case 8:
                Insert(input, Aliases());
                break;
            case 9:
                input.InsertRange(0, input.Take(random.Next(200)).ToArray());
                break;
            default:
                Insert(input, Bytes(Tokens[random.Next(Tokens.Length)]));
                break;
        }
    }

    /// <summary>Brackets, or lines indented ever more, around something.</summary>
    private byte[] Nested()
    {
        var depth = 1 + random.Next(random.Next(8) == 0 ? 5000 : 60);
        return Bytes(random.Next(5) switch
        {
            0 => new string('[', depth) + "1" + new string(']', depth),
            1 => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth),
            2 => string.Concat(Enumerable.Range(0, Math.Min(depth, 300)).Select(i => $"\n{new string(' ', i)}a:")),
            3 => string.Concat(Enumerable.Repeat("- ", depth)) + "1",
            _ => new string('[', depth),
        });
    }

    /// <summary>Values that are made of the one before, each many times or deep within brackets.</summary>
    private byte[] Aliases()
    {
        var text = new StringBuilder("\na0: &a0 [x, y]\n");
        var count = 1 + random.Next(40);
        var (before, after) = random.Next(3) switch
        {
            0 => (new string('[', 1 + random.Next(400)), ""),
            1 => ("[" + string.Concat(Enumerable.Repeat("*A, ", 1 + random.Next(9))), "]"),
            _ => ("{<<: ", ", b: 1}"),
        };
        after = before.EndsWith('[') ? new string(']', before.Length) : after;
        for (var i = 1; i <= count; i++)
        {
            text.Append($"a{i}: &a{i} {before.Replace("*A", $"*a{i - 1}", StringComparison.Ordinal)}*a{i - 1}{after}\n");
        }

        return Bytes(text.ToString());
    }

    private void Insert(List<byte> input, byte[] part) => input.InsertRange(random.Next(input.Count + 1), part);

    private byte[] SliceOf(List<byte> input)
    {
        var (start, length) = Slice(input.Count);
        return [.. input.GetRange(start, length)];
    }

    private (int Start, int Length) Slice(int count)
    {
        var start = random.Next(count + 1);
        return (start, random.Next(Math.Min(count - start, 400) + 1));
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
