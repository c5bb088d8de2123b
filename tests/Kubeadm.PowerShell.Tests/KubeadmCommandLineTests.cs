using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kubeadm.PowerShell.Tests;

public sealed partial class KubeadmCommandLineTests
{
    [SkippableFact]
    public void Every_flag_of_the_covered_commands_is_taken()
    {
        string[] covered = ["init", "join", "reset", "upgrade", "token", "config", "certs", "kubeconfig", "version"];
        var missing = new List<string>();
        foreach (var row in File.ReadLines(Places.Reference("kubeadm-cli.txt")).Select(line => line.Split(" :: ")))
        {
            if (!covered.Any(c => row[0] == c || row[0].StartsWith(c + " ", StringComparison.Ordinal)))
            {
                continue;
            }

            var outcome = HostProcess.Run([.. row[0].Split(' '), "--help"]);
            var flags = LongFlag().Matches(outcome.Output).Select(m => m.Groups[1].Value).ToHashSet();
            missing.AddRange(row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(f => !flags.Contains(f)).Select(f => $"{row[0]} --{f}"));
            Assert.Equal((row[0], 0), (row[0], outcome.ExitCode));
        }

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("unknown command \"nonsense\" for \"kubeadm\"", "nonsense")]
    [InlineData("unknown command \"extra\" for \"kubeadm init\"", "init", "extra")]
    [InlineData("accepts at most 1 arg(s), received 2", "join", "a:1", "--node-name", "n", "b:1")]
    [InlineData("unknown command \"nonsense\" for \"kubeadm join phase\"", "join", "phase", "nonsense")]
    [InlineData("unknown flag: --upload-certs", "join", "--upload-certs")]
    [InlineData("unknown flag: --nonsense", "version", "--nonsense")]
    [InlineData("unknown shorthand flag: 'x' in -x", "version", "-x")]
    [InlineData("flag needs an argument: --config", "init", "--config")]
    [InlineData("invalid argument \"x\" for \"--apiserver-bind-port\" flag", "init", "--apiserver-bind-port", "x")]
    [InlineData("the --config flag is mandatory", "config", "validate")]
    [InlineData("invalid output format: nonsense", "version", "-o", "nonsense")]
    [InlineData("subcommand is required", "certs")]
    [InlineData("can not mix '--config' with arguments [patches]", "init", "--config", "/nowhere", "--patches", "/nowhere")]
    [InlineData("can not mix '--config' with arguments [patches]", "init", "phase", "etcd", "local", "--config", "/nowhere", "--patches", "/nowhere")]
    [InlineData("can not mix '--config' with arguments [patches]", "join", "--config", "/nowhere", "--patches", "/nowhere")]
    public void A_wrong_command_line_is_refused(string expected, params string[] words)
    {
        var outcome = HostProcess.Run(words);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", "-o", "short")]
    [InlineData("version", "-oshort")]
    [InlineData("version", "--output=short")]
    [InlineData("-v", "0", "version", "--output", "short")]
    [InlineData("version", "-v=0", "-o=short")]
    public void Flags_are_written_in_every_way_kubeadm_takes(params string[] words) =>
        Assert.Equal("v1.36.3\n", HostProcess.Run(words).Output);

    [Fact]
    public void The_version_document_has_kubeadms_fields()
    {
        var info = JsonNode.Parse(HostProcess.Run("version", "-o", "json").Output)!["clientVersion"]!.AsObject();

        Assert.Equal(
            ["major", "minor", "gitVersion", "gitCommit", "gitTreeState", "buildDate", "goVersion", "compiler", "platform"],
            info.Select(pair => pair.Key));
    }

    [SkippableFact]
    public void The_list_of_images_is_kubeadms_in_each_format()
    {
        var expected = File.ReadAllText(Places.Reference("print", "images-v1.36.3-by-kubeadm-1.36.json"));

        Assert.Equal(expected, HostProcess.Run("config", "images", "list", "--kubernetes-version", "v1.36.3", "-o", "json").Output);
        var images = JsonNode.Parse(expected)!["images"]!.AsArray().Select(i => (string)i!);
        Assert.Equal(string.Join('\n', images) + "\n", HostProcess.Run("config", "images", "list", "--kubernetes-version=v1.36.3").Output);
    }

    [SkippableFact]
    public void Component_configurations_are_printed_in_the_order_asked_for()
    {
        var expected = File.ReadAllText(Places.Reference("print", "init-defaults-component-configs.yaml"));

        Assert.Equal(expected, HostProcess.Run("config", "print", "init-defaults", "--component-configs", "KubeletConfiguration", "--component-configs", "KubeProxyConfiguration").Output);
    }

    [SkippableFact]
    public void A_configuration_is_migrated_to_a_file()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "new.yaml");

        var outcome = HostProcess.Run("config", "migrate", "--old-config", Places.Reference("init", "v1beta3", "config.yaml"), "--new-config", target);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(File.ReadAllText(Places.Reference("init", "v1beta3", "expected", "migrate.yaml")), File.ReadAllText(target));
    }

    [SkippableTheory]
    [InlineData("defaults", 0, "ok\n")]
    [InlineData("err-bad-subnet", 1, "")]
    public void A_configuration_is_validated(string name, int code, string output)
    {
        var outcome = HostProcess.Run("config", "validate", "--config", Places.Reference("init", name, "config.yaml"));

        Assert.Equal((code, output), (outcome.ExitCode, outcome.Output));
    }

    [SkippableFact]
    public void Init_prints_its_phases_and_the_join_command_in_kubeadms_shape()
    {
        var arguments = File.ReadAllText(Places.Reference("init", "flags-only", "args")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        using var folder = new TemporaryFolder();

        var outcome = HostProcess.RunWith(("KUBEADM_INIT_DRYRUN_DIR", folder.Path), ["init", "--dry-run", "--ignore-preflight-errors=all", .. arguments]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("[certs] Generating \"ca\" certificate and key\n", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nkubeadm join lb\.example\.com:7443 --token abcdef\.0123456789abcdef \\\n\t--discovery-token-ca-cert-hash sha256:[0-9a-f]{64} \n", outcome.Output);
        Assert.Contains($"[dryrun] Wrote certificates, kubeconfig files and control plane manifests to the \"{folder.Path}\" directory\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("[dryrun] Would write file \"/etc/kubernetes/manifests/etcd.yaml\" with content:\napiVersion: v1\nkind: Pod\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("[dryrun] Would perform action CREATE on resource \"daemonsets\" in API group \"apps/v1\"\n[dryrun] Attached object:\napiVersion: apps/v1\n", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "admin.conf")));
    }

    [Fact]
    public void A_number_that_is_zero_stands_for_the_default()
    {
        using var folder = new TemporaryFolder();
        string[] words = ["init", "phase", "control-plane", "apiserver", "--dry-run", "--kubernetes-version", "v1.36.3", "--apiserver-bind-port", "0"];

        var outcome = HostProcess.RunWith(("KUBEADM_INIT_DRYRUN_DIR", folder.Path), words);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.ExitCode == 0 ? "" : outcome.Error));
        Assert.Contains("    - --secure-port=6443\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("join", "127.0.0.1:1", "--token", "abcdef.0123456789abcdef", "--discovery-token-unsafe-skip-ca-verification")]
    [InlineData("join", "--discovery-token-unsafe-skip-ca-verification=true", "--token=abcdef.0123456789abcdef", "127.0.0.1:1")]
    [InlineData("join", "phase", "kubelet-start", "127.0.0.1:1", "--token", "abcdef.0123456789abcdef", "--discovery-token-unsafe-skip-ca-verification")]
    public void Join_takes_the_endpoint_beside_its_flags(params string[] words)
    {
        string[] ignore = words.Contains("phase") ? [] : ["--ignore-preflight-errors=all"];
        using var folder = new TemporaryFolder();

        var outcome = HostProcess.RunWith(("KUBEADM_JOIN_DRYRUN_DIR", folder.Path), [.. words, "--dry-run", "--node-name", "n1", .. ignore]);

        // Nobody answers there, which ends kubeadm's own dry run too.
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("no answer from https://127.0.0.1:1", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("id: ApiServerUnreachable,", outcome.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"--([a-z-]+)")]
    private static partial Regex LongFlag();
}
