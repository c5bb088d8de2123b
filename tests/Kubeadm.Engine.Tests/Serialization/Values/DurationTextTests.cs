using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tests.Serialization.Values;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("30d", 720)]
    [InlineData("0d", 0)]
    [InlineData("24h0m0s", 24)]
    [InlineData("6d12h", 156)]
    [InlineData("1d30m", 24.5)]
    [InlineData("0", 0)]
    public void Days_hours_and_both_are_read(string text, double hours)
    {
        Assert.True(DurationText.TryParse(text, out var duration));

        Assert.Equal(TimeSpan.FromHours(hours), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("1d2d")]
    [InlineData("1d-2h")]
    [InlineData("1d24h")]
    [InlineData("1d2")]
    [InlineData("2h1d")]
    [InlineData("99999999999d")]
    [InlineData("10675199d")]
    public void What_is_no_length_of_time_is_none(string text) => Assert.False(DurationText.TryParse(text, out _));
}
