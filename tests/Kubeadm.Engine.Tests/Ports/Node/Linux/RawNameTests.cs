using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Tests.Ports.Node.Linux;

public sealed class RawNameTests
{
    [Fact]
    public void Every_name_comes_back_as_it_was()
    {
        var random = new Random(1);
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            var name = new byte[random.Next(1, 20)];
            for (var at = 0; at < name.Length; at++)
            {
                name[at] = (byte)random.Next(1, 256);
            }

            Assert.Equal([.. name, 0], RawName.Encode(RawName.Decode(name)));
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("ü€𝄞")]
    public void Text_is_UTF8(string text) => Assert.Equal([.. System.Text.Encoding.UTF8.GetBytes(text), 0], RawName.Encode(text));

    [Fact]
    public void A_zero_ends_no_name_early() => Assert.Throws<IOException>(() => RawName.Encode("/etc/passwd\0.conf"));
}
