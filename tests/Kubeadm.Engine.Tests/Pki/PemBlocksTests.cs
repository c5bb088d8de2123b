using System.Text;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Malformed blocks are passed over as Go's pem.Decode passes over them, and cost no other its place.</summary>
public sealed class PemBlocksTests
{
    private const string End = "-----END CERTIFICATE-----\n";

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n", "it has no end")]
    [InlineData("-----BEGIN CERTIFICATE-----\n", "it has nothing but its beginning")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END PUBLIC KEY-----\n", "its end is another's")]
    [InlineData("-----BEGIN CERTIFICATE-----\nA*AA\n" + End, "it is not Base64")]
    [InlineData("-----BEGIN CERTIFICATE\nAAAA\n" + End, "its first line is cut")]
    [InlineData("text of -----BEGIN CERTIFICATE-----\nAAAA\n" + End, "it begins within a line")]
    public void The_block_after_a_malformed_one_is_read(string malformed, string why)
    {
        var text = Block(1) + malformed + Block(2) + Block(3);

        var read = PemBlocks.Read(Encoding.ASCII.GetBytes(text)).ToList();

        Assert.True(read.TrueForAll(block => block.Label == PemBlocks.Certificate), why);
        Assert.Equal([1, 2, 3], read.Select(block => (int)block.Der.Single()));
    }

    [Fact]
    public void Text_around_blocks_and_lines_of_Windows_are_no_hindrance()
    {
        var text = ("subject=CN = one\n" + Block(1) + "subject=CN = two\n" + Block(2) + "the end").Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal([1, 2], PemBlocks.Read(Encoding.ASCII.GetBytes(text)).Select(block => (int)block.Der.Single()));
    }

    private static string Block(byte content) => Encoding.ASCII.GetString(PemBlocks.Write(PemBlocks.Certificate, [content]));
}
