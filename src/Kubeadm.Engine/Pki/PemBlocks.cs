using System.Text;
using Org.BouncyCastle.Utilities.IO.Pem;

namespace Kubeadm.Engine.Pki;

/// <summary>PEM texts of certificates, requests and public keys as OpenSSL and Go write them (RFC 7468, a line feed at the end).</summary>
/// <remarks>Private keys do not go through here: <see cref="PrivateKeyPem"/> keeps them in memory that it can clear.</remarks>
internal static class PemBlocks
{
    /// <summary>Label of a certificate.</summary>
    public const string Certificate = "CERTIFICATE";

    /// <summary>Label of a PKCS #10 request.</summary>
    public const string Request = "CERTIFICATE REQUEST";

    /// <summary>Label of a SubjectPublicKeyInfo.</summary>
    public const string PublicKey = "PUBLIC KEY";

    /// <summary>The longest text that is read, in bytes: ten times the authorities of a browser.</summary>
    public const int MaxLength = 2 << 20;

    private const string Begin = "-----BEGIN ";

    /// <summary>How many malformed blocks are passed over before a text counts as no PEM: each costs an exception of the reader.</summary>
    private const int MaxMalformed = 100;

    /// <summary>Writes one block.</summary>
    public static byte[] Write(string label, byte[] der)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new PemWriter(text))
        {
            writer.WriteObject(new PemObject(label, der));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Reads the well-formed blocks of a text, in order; what stands between them is not looked at.</summary>
    /// <exception cref="InvalidDataException">The text is longer than <see cref="MaxLength"/>.</exception>
    public static IEnumerable<(string Label, byte[] Der)> Read(byte[] content)
    {
        if (content.Length > MaxLength)
        {
            throw new InvalidDataException(PkiErrors.TooLong);
        }

        return ReadBlocks(content);
    }

    private static IEnumerable<(string Label, byte[] Der)> ReadBlocks(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content);
        var malformed = 0;
        for (var start = NextBegin(text, 0); start >= 0 && malformed < MaxMalformed;)
        {
            // The reader would take a block that has no end together with the one after it. Nothing of a block begins as the next one does.
            var next = NextBegin(text, start + Begin.Length);
            if (ReadBlock(text[start..(next < 0 ? text.Length : next)]) is { } block)
            {
                yield return (block.Type, block.Content);
            }
            else
            {
                malformed++;
            }

            start = next;
        }
    }

    /// <summary>Reads a block; null when it is malformed, as such are passed over (as Go does).</summary>
    private static PemObject? ReadBlock(string text)
    {
        try
        {
            using var reader = new PemReader(new StringReader(text));
            return reader.ReadPemObject();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Where the next line is that begins a block; -1 when there is none.</summary>
    private static int NextBegin(string text, int from)
    {
        while (text.IndexOf(Begin, from, StringComparison.Ordinal) is >= 0 and var found)
        {
            if (found == 0 || text[found - 1] == '\n')
            {
                return found;
            }

            from = found + Begin.Length;
        }

        return -1;
    }
}
