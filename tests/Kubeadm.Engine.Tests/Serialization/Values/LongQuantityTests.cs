using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tests.Serialization.Values;

/// <summary>Amounts of any length are read, with memory in proportion to it; kubeadm takes them, too.</summary>
public sealed class LongQuantityTests
{
    [Theory]
    [InlineData("1", "0", "", true)]
    [InlineData("0.", "1", "", true)]
    [InlineData("", "9", ".9n", true)]
    [InlineData("0.", "3", "Ki", true)]
    [InlineData("", "1", "Ki", true)]
    [InlineData("", "1", "x", false)]
    [InlineData("1", "0", "e3", true)]
    public void A_quantity_of_300000_digits_takes_memory_in_proportion(string before, string digit, string after, bool isQuantity)
    {
        var text = before + string.Concat(Enumerable.Repeat(digit, 300_000)) + after;
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(isQuantity, Quantity.TryParse(text, out _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 16L * text.Length);
    }

    [Theory]
    [InlineData("0.3333333333333Ki", "341333333334n")]
    [InlineData("9999999999.9999999999", "10G")]
    [InlineData("-0.0000000001", "-1n")]
    [InlineData("00.50Gi", "512Mi")]
    [InlineData("1e-2147483648", null)]
    [InlineData("1e5\0", null)]
    [InlineData("99999999999999999999Ei", "9223372036854775807")]
    public void Canonical_forms(string text, string? expected) => Assert.Equal(expected, Quantity.TryParse(text, out var quantity) ? quantity.ToString() : null);
}
