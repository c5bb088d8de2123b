using System.Text;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>The characters of a YAML text, by go-yaml's rules: what is not well-formed Unicode, or not printable, is refused.</summary>
internal static class YamlText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file's content: UTF-8, or UTF-16 where a byte order mark says so (YAML 1.1, section 5.2).</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: it is neither. The message names the line.</exception>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        try
        {
            return content switch
            {
                [0xFF, 0xFE, ..] => Utf16(bigEndian: false).GetString(content[2..]),
                [0xFE, 0xFF, ..] => Utf16(bigEndian: true).GetString(content[2..]),
                _ => StrictUtf8.GetString(content),
            };
        }
        catch (DecoderFallbackException problem)
        {
            throw InvalidBytes(content, problem);
        }
    }

    /// <summary>Checks that a text has only characters that YAML allows.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: it has another. The message names the line.</exception>
    public static void Check(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!YamlCharacters.IsAllowed(text[i]))
            {
                var line = 1 + text.AsSpan(0, i).Count('\n');
                throw YamlErrors.CharacterNotAllowed(line, text[i]);
            }
        }
    }

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static KubeadmException InvalidBytes(ReadOnlySpan<byte> content, DecoderFallbackException problem)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return YamlErrors.InvalidUtf16(problem);
        }

        var rest = content;
        while (Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            rest = rest[length..];
        }

        var line = 1 + content[..^rest.Length].Count((byte)'\n');
        return YamlErrors.InvalidByte(line, rest[0], problem);
    }
}
