using System.Text;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Tests.Serialization.Yaml;

/// <summary>What a YAML text may cost: small texts that stand for much, and bytes that are no text.</summary>
public sealed class YamlLimitsTests
{
    /// <summary>Each of these took gigabytes, a minute or the whole process.</summary>
    private static readonly Dictionary<string, string> CostlyTexts = new()
    {
        ["deep aliases"] = "a0: &a0 " + Nested(490, "x") + "\n" + string.Concat(Enumerable.Range(1, 45).Select(i => $"a{i}: &a{i} {Nested(490, $"*a{i - 1}")}\n")),
        ["merged mappings"] = "a0: &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"a{i}: &a{i} {{<<: *a{i - 1}}}\n")),
        ["many aliases"] = "a0: &a0 [x, y]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n")),
        ["aliases of a long text"] = $"a: &a {new string('x', 100_000)}\nb: [{string.Concat(Enumerable.Repeat("*a, ", 100))}]\n",
        ["many values"] = "a: [" + string.Concat(Enumerable.Repeat("[],", 1_000_000)) + "]\n",
        ["many documents"] = string.Concat(Enumerable.Repeat("a: 1\n---\n", 300_000)),
        ["open brackets"] = new string('[', 1_000_000),
        ["nested keys"] = string.Concat(Enumerable.Range(0, 600).Select(i => $"{new string(' ', i)}a:\n")),
    };

    public static TheoryData<string> Costly => [.. CostlyTexts.Keys];

    [Theory]
    [MemberData(nameof(Costly))]
    public void A_text_that_stands_for_too_much_is_refused_before_it_costs_that(string what)
    {
        var text = CostlyTexts[what];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(text));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400_000_000, $"{what} took {(GC.GetAllocatedBytesForCurrentThread() - before) / 1_000_000} MB");
    }

    [Fact]
    public void A_long_key_is_not_repeated_for_each_field_within_it()
    {
        var text = new StringBuilder("? ").Append('k', 277_000).Append("\n:\n");
        for (var i = 0; i < 26_000; i++)
        {
            text.Append($" a{i}: 1\n");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = Assert.Single(KubeYaml.ReadDocuments(text.ToString()));

        Assert.Equal(26_000, document.Root!.AsObject().Single().Value!.AsObject().Count);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    [Fact]
    public void What_real_documents_have_is_far_from_the_limits()
    {
        var kubeconfig = new StringBuilder("clusters:\n");
        for (var i = 0; i < 1000; i++)
        {
            kubeconfig.Append($"- name: cluster{i}\n  cluster: {{server: 'https://10.0.0.1:6443', certificate-authority-data: {new string('A', 2000)}}}\n");
        }

        Assert.Single(KubeYaml.ReadDocuments(kubeconfig.ToString()));
        Assert.Single(KubeYaml.ReadDocuments(Nested(400, "x")));
    }

    [Fact]
    public void A_key_within_braces_that_are_left_open_is_an_error() => Assert.Throws<KubeadmException>(() =>
        KubeYaml.ReadDocuments("- {op: copy, from: /spec, path: /metadata/a}\n- {op: copy, fromc, path: /metadata/a}\n- : /metada"));

    [Theory]
    [InlineData("a: \"x\u0001\"\n", 1)]
    [InlineData("a: 1\nb: x\u007f\n", 2)]
    [InlineData("a: x\ufffe\n", 1)]
    public void Characters_that_YAML_does_not_allow_are_refused_as_by_kubeadm(string text, int line) =>
        Assert.Contains($"line {line}:", Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(text)).Message, StringComparison.Ordinal);

    // Half of a surrogate pair does not survive in a test's name.
    [Fact]
    public void Text_that_is_not_Unicode_is_refused() =>
        Assert.Contains("U+D800", Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments("a: \ud800\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)'\n', (byte)'#', 0xE9, (byte)'\n' }, "line 2: the byte 0xE9")]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)' ', 0xFF }, "line 1: the byte 0xFF")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "line 1: the byte 0xED")]
    public void Bytes_that_are_not_UTF8_are_refused_as_by_kubeadm(byte[] content, string expected) =>
        Assert.Contains(expected, Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Byte_order_marks_tell_the_encoding()
    {
        byte[][] contents =
        [
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("a: é\n")],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: é\n")],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("a: é\n")],
        ];

        Assert.All(contents, content => Assert.Equal("é", Assert.Single(KubeYaml.ReadDocuments(content)).Root!["a"]!.ToString()));
    }

    private static string Nested(int depth, string inner) => new string('[', depth) + inner + new string(']', depth);
}
