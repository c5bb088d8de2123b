using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tests.Serialization.Values;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("a line\nand a tab\t", "a line\nand a tab\t")]
    [InlineData("\u001b[31mred\u0000\u009b", "\\x1b[31mred\\x00\\x9b")]
    public void Control_characters_are_written_out(string text, string shown)
    {
        Assert.Equal(shown, Excerpt.Of(text));
        Assert.Equal(shown, Excerpt.OfMessage(text));
    }

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(new string('x', 200) + "… (1000 characters)", Excerpt.Of(new string('x', 1000)));
}
