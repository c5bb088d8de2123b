using System.Text.Json;
using Kubeadm.Engine.Serialization.Json;

namespace Kubeadm.Engine.Tests.Serialization.Json;

public sealed class JsonTextTests
{
    [Fact]
    public void Of_a_field_that_is_there_twice_the_last_counts() =>
        Assert.Equal("""{"a":{"b":2}}""", JsonText.Read("""{"a":1,"a":{"b":1,"b":2}}""")!.ToJsonString());

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_not_JSON_has_one_error(string text) => Assert.ThrowsAny<JsonException>(() => JsonText.Read(text));

    // Half of a surrogate pair does not survive in a test's name.
    [Fact]
    public void Text_that_is_not_Unicode_is_not_JSON() => Assert.ThrowsAny<JsonException>(() => JsonText.Read("\"\ud800\""));

    [Fact]
    public void Depth_has_a_limit()
    {
        Assert.NotNull(JsonText.Read(new string('[', 400) + new string(']', 400)));
        Assert.ThrowsAny<JsonException>(() => JsonText.Read(new string('[', 100_000) + new string(']', 100_000)));
    }

    [Fact]
    public void A_text_is_asked_for_by_name()
    {
        Assert.True(JsonText.TryReadObject("""{"a":"b","c":1,"d":null}""", out var fields));
        Assert.Equal(("b", null, null, null), (JsonText.StringOf(fields, "a"), JsonText.StringOf(fields, "c"), JsonText.StringOf(fields, "d"), JsonText.StringOf(null, "a")));
        Assert.False(JsonText.TryReadObject("[]", out _));
    }
}
