using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tests.Serialization.Values;

public class GoTextFormsTests
{
    [Theory]
    [InlineData("0", "0s")]
    [InlineData("24h", "24h0m0s")]
    [InlineData("90s", "1m30s")]
    [InlineData("1.5ms", "1.5ms")]
    [InlineData("-1.5h", "-1h30m0s")]
    [InlineData("1h1m1.5s", "1h1m1.5s")]
    [InlineData("100us", "100µs")]
    [InlineData("500ns", "500ns")]
    [InlineData("2562047h47m16s", "2562047h47m16s")]
    public void Durations_are_read_and_written(string text, string canonical)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(canonical, GoDuration.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("1d")]
    [InlineData("h")]
    [InlineData(".s")]
    [InlineData("2562048h")]
    [InlineData("-")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5", "500m")]
    [InlineData("1000", "1k")]
    [InlineData("1000m", "1")]
    [InlineData("100m", "100m")]
    [InlineData("1e3", "1e3")]
    [InlineData("12000e-3", "12")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("9Ei", "9223372036854775807")]
    [InlineData("+5", "+5")]
    [InlineData("0Gi", "0")]
    public void Quantities_take_their_canonical_form(string text, string canonical) => Assert.Equal(canonical, Quantity.Parse(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("1Zi")]
    [InlineData("1 Gi")]
    [InlineData("1..2")]
    [InlineData("a")]
    public void What_is_no_quantity_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _));
}
