using System.Text.RegularExpressions;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Ports.Node.Windows;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>
/// The engine does not know whether a cmdlet or kubeadm's command line called it: what it says names fields and phases, and each
/// front door adds its own words by the error's identifier.
/// </summary>
public sealed partial class FrontDoorWordsTests
{
    /// <summary>What kubeadm prints in these very words, its command line as a piece of data, and Windows' own command line.</summary>
    private static readonly string[] OfKubeadm = [nameof(JoinCommandLine), nameof(ClusterConfigurationReader), nameof(UploadCertsPhase), nameof(WindowsServiceManager)];

    private static readonly string[] Flags =
    [
        .. new[] { typeof(InitFlags), typeof(JoinFlags), typeof(ResetFlags), typeof(TokenFlags) }
            .SelectMany(type => type.GetProperties())
            .SelectMany(property => new[] { Kebab(property.Name), Kebab(property.Name).Replace("api-server", "apiserver", StringComparison.Ordinal) }),
        "config", "kubeconfig", "control-plane", "discovery-file", "dry-run", "force", "ignore-preflight-errors", "patches", "skip-phases",
        "print-join-command", "tls-bootstrap-token", "upload-certs",
    ];

    [Fact]
    public void The_engine_names_no_cmdlet_and_no_flag()
    {
        var literals = Literals().ToList();
        var named = literals.Where(said => Cmdlet().IsMatch(said.Text) || Parameter().IsMatch(said.Text)
            || Array.Exists(Flags, flag => Regex.IsMatch(said.Text, $@"(?<![\w-])--{flag}(?![\w=-])")));

        Assert.True(literals.Count > 1000, $"only {literals.Count} literals were found");
        Assert.Empty(named.Select(said => $"{said.Type}: {said.Text}"));
    }

    [Theory]
    [InlineData("src/Kubeadm.PowerShell/CmdletAdvice.cs")]
    [InlineData("src/Kubeadm.Host/CommandLine/KubeadmAdvice.cs")]
    public void A_front_door_has_words_for_errors_that_exist(string path)
    {
        var known = Literals().Select(said => said.Text).ToHashSet();
        var advised = Entry().Matches(File.ReadAllText(Path.Combine(RepositoryFiles.Root, path))).Select(match => match.Groups[1].Value).ToList();

        Assert.True(advised.Count > 20, $"only {advised.Count} entries were found");
        Assert.All(advised, id => Assert.Contains(id, known));
    }

    private static IEnumerable<(string Type, string Text)> Literals()
    {
        using var engine = EngineCode.Open();
        using var contracts = EngineCode.OpenContracts();
        return [.. from code in EngineCode.Instructions(engine).Concat(EngineCode.Instructions(contracts))
                   where code.Instruction.Operand is string && !OfKubeadm.Contains(code.Type.Name)
                   select (code.Type.Name, (string)code.Instruction.Operand)];
    }

    private static string Kebab(string name) => Hump().Replace(name, "-$1").ToLowerInvariant().TrimStart('-');

    [GeneratedRegex(@"\b[A-Z][a-z]+-Kube[A-Za-z]")]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-[A-Z][a-z]+[A-Za-z]*\b(?!=)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\[""(\w+)""\] =")]
    private static partial Regex Entry();

    [GeneratedRegex("([A-Z]+(?![a-z])|[A-Z][a-z]+)")]
    private static partial Regex Hump();
}
