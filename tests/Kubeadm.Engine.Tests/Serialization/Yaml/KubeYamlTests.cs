using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Tests.Serialization.Yaml;

public class KubeYamlTests
{
    /// <summary>Texts and what sigs.k8s.io/yaml v1.6 writes for them.</summary>
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a", "a")]
    [InlineData("y", "\"y\"")]
    [InlineData("Off", "\"Off\"")]
    [InlineData("yEs", "yEs")]
    [InlineData("null", "\"null\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("=", "=")]
    [InlineData("<<", "<<")]
    [InlineData("10", "\"10\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("0x1F", "\"0x1F\"")]
    [InlineData("0o17", "\"0o17\"")]
    [InlineData("08", "\"08\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2001-12-14", "\"2001-12-14\"")]
    [InlineData("2001-02-30", "2001-02-30")]
    [InlineData("10.96.0.0/12", "10.96.0.0/12")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a:b", "a:b")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("*a", "'*a'")]
    [InlineData("- a", "'- a'")]
    [InlineData("-a", "-a")]
    [InlineData(" a", "' a'")]
    [InlineData("it's", "it's")]
    [InlineData("'a'", "'''a'''")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("é漢", "é漢")]
    [InlineData("😀", "\"\\U0001F600\"")]
    [InlineData("a\nb", "|-\n  a\n  b")]
    [InlineData("a\nb\n", "|\n  a\n  b")]
    [InlineData("a\n\n", "|+\n  a\n")]
    [InlineData("\na", "|2-\n\n  a")]
    [InlineData("a \nb", "\"a \\nb\"")]
    public void Texts_are_quoted_as_go_yaml_does(string text, string expected)
    {
        Assert.Equal($"k: {expected}\n", KubeYaml.Write(new JsonObject { ["k"] = text }));
    }

    [Fact]
    public void Keys_stand_in_natural_order()
    {
        string[] keys = ["a10", "a2", "a.b", "ab", "A", "_", "1", "a", "b-1", "B", "10", "9"];
        var mapping = new JsonObject();
        foreach (var key in keys)
        {
            mapping[key] = null;
        }

        var written = KubeYaml.Write(mapping).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(':')].Trim('"'));

        Assert.Equal(["_", "1", "9", "10", "A", "B", "a", "a.b", "a2", "a10", "ab", "b-1"], written);
    }

    [Fact]
    public void Long_texts_are_folded_after_column_80()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 25));

        Assert.Equal(
            "k: " + string.Join(' ', Enumerable.Repeat("word", 16)) + "\n  " + string.Join(' ', Enumerable.Repeat("word", 9)) + "\n",
            KubeYaml.Write(new JsonObject { ["k"] = words }));
    }

    [Theory]
    [InlineData("1e16", "10000000000000000")]
    [InlineData("1.5e300", "1.5e+300")]
    [InlineData("1234567.5", "1.2345675e+06")]
    [InlineData("1e-7", "1e-07")]
    [InlineData("1.0", "1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public void Numbers_are_written_as_go_does(string json, string expected)
    {
        Assert.Equal(expected + "\n", KubeYaml.Write(JsonNode.Parse(json)));
    }

    /// <summary>Plain scalars and the JSON that sigs.k8s.io/yaml makes of them.</summary>
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("n", "false")]
    [InlineData("0o17", "15")]
    [InlineData("017", "15")]
    [InlineData("08", "8")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("1e3", "1000")]
    [InlineData("1.0", "1")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2001-12-14", "\"2001-12-14\"")]
    [InlineData("~", "null")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "18446744073709552000")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("!!float 5", "5")]
    [InlineData("!!binary aGk=", "\"hi\"")]
    [InlineData("\"5\"", "\"5\"")]
    public void Scalars_have_the_types_of_yaml_1_1(string yaml, string json)
    {
        Assert.Equal(json, KubeYaml.ReadDocuments($"k: {yaml}\n").Single().Root!["k"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Keys_become_texts_and_merge_keys_merge_in_order()
    {
        var document = KubeYaml.ReadDocuments("base: &b {x: 1, z: 2}\n1: a\nyes: b\n1.50: c\nm:\n  <<: *b\n  z: 3\n").Single();

        Assert.Equal("""{"base":{"x":1,"z":2},"1":"a","true":"b","1.5":"c","m":{"x":1,"z":3}}""", document.Root!.ToJsonString());
        Assert.Equal("m.z", Assert.Single(document.Findings).Field);
    }

    [Fact]
    public void Documents_are_parted_before_they_are_parsed_and_know_their_lines()
    {
        var documents = KubeYaml.ReadDocuments("# comment\n---\na: 1\nb:\n- c: 2\n--- # next\n---\nd: |\n  x\n");

        Assert.Equal(3, documents.Count);
        Assert.Null(documents[0].Root);
        Assert.Equal((3, 5), (documents[1].LineOf("a"), documents[1].LineOf("b[0].c")));
        Assert.Equal(8, documents[2].LineOf("d"));
    }

    [Fact]
    public void A_key_that_is_set_twice_is_found_and_the_last_one_counts()
    {
        var document = KubeYaml.ReadDocuments("a: 1\nb: 2\na: 3\n").Single();

        Assert.Equal(3, (int)document.Root!["a"]!);
        var finding = Assert.Single(document.Findings);
        Assert.Equal((true, "a", 3), (finding.IsStrict, finding.Field, finding.Line));
    }

    [Theory]
    [InlineData("a: [1", "line")]
    [InlineData("a: 1\n\tb: 2\n", "line 2")]
    [InlineData("\ta: 1\nb: 2\n", "a tab cannot indent")]
    [InlineData("a: *nope\n", "line 1")]
    [InlineData("a: &x [*x]\n", "contains itself")]
    [InlineData("~: 1\n", "null cannot be a key")]
    [InlineData("a: .nan\n", "not a number")]
    [InlineData("a: 1\n--- b\n", "line 2")]
    public void What_cannot_be_read_is_refused_with_its_place(string yaml, string part)
    {
        var error = Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(yaml));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_of_aliases_do_not_grow_without_bound()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat("bcdefghi".Select(c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 10))}]\n"));

        var error = Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(bomb));

        Assert.Contains("aliases", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_length_have_limits()
    {
        Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(new string('[', 100_000)));
        Assert.Throws<KubeadmException>(() => KubeYaml.ReadDocuments(new string(' ', KubeYaml.MaximumLength + 1)));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e999")]
    public void A_number_that_no_float_holds_is_written_as_the_text_that_Go_reads_it_as(string number)
    {
        var written = KubeYaml.Write(JsonNode.Parse($"{{\"a\":{number}}}"));

        Assert.Equal($"a: {number}\n", written.Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.String, KubeYaml.ReadDocuments(written)[0].Root!["a"]!.GetValueKind());
    }
}
