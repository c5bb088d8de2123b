using Kubeadm.Engine.Differences;

namespace Kubeadm.Engine.Tests.Differences;

public sealed class UnifiedDifferenceTests
{
    private const string Ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    [Theory]
    [InlineData(0, "@@ -2 +2 @@\n-2\n+b\n@@ -5,0 +6 @@\n+new\n")]
    [InlineData(1, "@@ -1,3 +1,3 @@\n 1\n-2\n+b\n 3\n@@ -5,2 +5,3 @@\n 5\n+new\n 6\n")]
    [InlineData(2, "@@ -1,7 +1,8 @@\n 1\n-2\n+b\n 3\n 4\n 5\n+new\n 6\n 7\n")]
    public void Context_is_as_much_as_is_asked_for_and_differences_that_meet_are_one(int context, string expected)
    {
        var after = Ten.Replace("2\n", "b\n", StringComparison.Ordinal).Replace("5\n", "5\nnew\n", StringComparison.Ordinal);

        Assert.Equal("--- x\n+++ y\n" + expected, UnifiedDifference.Create(Ten, after, "x", "y", context));
    }

    [Theory]
    [InlineData(-1, UnifiedDifference.DefaultContext)]
    [InlineData(int.MinValue, UnifiedDifference.DefaultContext)]
    [InlineData(int.MaxValue, 10)]
    public void A_number_below_zero_is_the_default_and_none_is_too_large(int context, int same)
    {
        var after = Ten.Replace("5\n", "b\n", StringComparison.Ordinal);

        Assert.Equal(UnifiedDifference.Create(Ten, after, "x", "y", same), UnifiedDifference.Create(Ten, after, "x", "y", context));
    }

    [Fact]
    public void A_block_of_lines_that_repeat_is_removed_where_the_texts_agree_again() => Assert.Equal(
        "--- x\n+++ y\n@@ -3,2 +2,0 @@\n-  a\n-- item\n",
        UnifiedDifference.Create("top\n- item\n  a\n- item\n  b\n", "top\n- item\n  b\n", "x", "y", 0));

    [Fact]
    public void Lines_are_told_with_their_numbers_in_both_texts()
    {
        var difference = FileComparison.Compare("/f", "a\nb\nc\n", "a\nB\nc\nd\n", "new", 0);

        Assert.Equal(
            [("Removed", 2, null, "b"), ("Added", null, 2, "B"), ("Added", null, 4, "d")],
            difference.Lines.Select(line => (line.Kind, line.OldNumber, line.NewNumber, line.Text)));
        Assert.Equal((true, 2, 1), (difference.IsDifferent, difference.AddedLines, difference.RemovedLines));
        Assert.False(FileComparison.Compare("/f", "a\n", "a\n", "new").IsDifferent);
    }
}
