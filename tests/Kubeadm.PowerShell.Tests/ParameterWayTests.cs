using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Parameters that do not go together are refused with what does, in the place of PowerShell's "Parameter set cannot be resolved".</summary>
[Collection(ModuleSuite.Name)]
public sealed class ParameterWayTests(ModuleSession session)
{
    private const string Any = "Any";

    /// <summary>Cmdlets that can be called in more than one way, those to come as well.</summary>
    private List<CmdletInfo> Cmdlets => [.. session.Commands().Where(command => WaysOf(command).Count > 1)];

    [Fact]
    public void Every_two_parameters_of_different_ways_are_refused_with_what_goes_together()
    {
        Assert.Equal(
            [
                "Convert-KubeadmConfig", "Export-KubeReport", "Get-KubeComponentConfig", "Get-KubeImage", "Import-KubeCertificate", "Invoke-KubeUpgrade", "New-KubeJoinInfo", "New-KubeToken", "Request-KubeImage",
                "Test-KubeadmConfig", "Update-KubeCertificate",
            ],
            Cmdlets.Select(command => command.Name).Order(StringComparer.Ordinal));
        var pairs = Cmdlets.SelectMany(command => Pairs(command).Select(pair => (command, pair.One, pair.Other))).ToList();

        Assert.True(pairs.Count > 20, $"only {pairs.Count} pairs were found");
        Assert.All(pairs, pair =>
        {
            var parameters = new Hashtable { [pair.One.Name] = ValueOf(pair.One), [pair.Other.Name] = ValueOf(pair.Other) };
            foreach (var needed in NeededInAnyWay(pair.command))
            {
                parameters[needed.Name] = ValueOf(needed);
            }

            var error = Assert.Single(session.Run("param($name, $parameters) & $name @parameters", pair.command.Name, parameters).Errors);

            Assert.StartsWith("AmbiguousParameterSet,Kubeadm.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.Contains($"-{pair.One.Name}", error.ToString(), StringComparison.Ordinal);
            Assert.Contains($"-{pair.Other.Name}", error.ToString(), StringComparison.Ordinal);
            Assert.Contains("do not go together: give ", error.ToString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Test-KubeadmConfig", "Test-KubeadmConfig needs to be told what to work on: give -Path, or -LiteralPath, or -Content.")]
    [InlineData("Convert-KubeadmConfig -AsYaml", "give -Path, or -LiteralPath, or -Content.")]
    [InlineData("Import-KubeCertificate", "give -Path, or -LiteralPath.")]
    [InlineData("Update-KubeCertificate -Restart", "give -Name, or -InputObject.")]
    public void What_has_to_be_given_is_said_where_nothing_is(string line, string words)
    {
        var error = Assert.Single(session.Run(line).Errors);

        Assert.StartsWith("MissingMandatoryParameter,Kubeadm.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_pipeline_brings_is_refused_beside_another_way_too()
    {
        var error = Assert.Single(session.Run("'registry.k8s.io/pause:3.10' | Get-KubeImage -KubernetesVersion v1.36.3").Errors);

        Assert.StartsWith("AmbiguousParameterSet,Kubeadm.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Image and -KubernetesVersion do not go together", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_way_still_has_its_line_in_the_syntax()
    {
        var syntax = session.Run("Get-Help Test-KubeadmConfig | Out-String -Width 200").Single.ToString();

        Assert.Contains("Test-KubeadmConfig -Content <string>", syntax, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("[-Content", syntax, StringComparison.Ordinal);
    }

    private static List<CommandParameterSetInfo> WaysOf(CmdletInfo command) => [.. command.ParameterSets.Where(set => set.Name is not (Any or "__AllParameterSets"))];

    private static IEnumerable<(CommandParameterInfo One, CommandParameterInfo Other)> Pairs(CmdletInfo command)
    {
        var ways = WaysOf(command).Select(way => way.Parameters.Where(parameter => !command.Parameters[parameter.Name].ParameterSets.ContainsKey("__AllParameterSets")).ToList()).ToList();
        return from first in ways
               from second in ways
               where ways.IndexOf(first) < ways.IndexOf(second)
               from one in first
               from other in second
               where second.TrueForAll(known => known.Name != one.Name) && first.TrueForAll(known => known.Name != other.Name)
               select (one, other);
    }

    private static IEnumerable<CommandParameterInfo> NeededInAnyWay(CmdletInfo command) =>
        command.ParameterSets[0].Parameters.Where(parameter => parameter.IsMandatory && command.Parameters[parameter.Name].ParameterSets.ContainsKey("__AllParameterSets"));

    private static object ValueOf(CommandParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(SwitchParameter) => true,
        var type when type == typeof(TimeSpan?) => "1h",
        var type when type.GetElementType() is { Namespace: "Kubeadm" } element => RuntimeHelpers.GetUninitializedObject(element),
        _ when parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } known => known.ValidValues[0],
        _ when parameter.Name == "FeatureGate" => "NodeLocalCRISocket=true",
        _ when parameter.Name == "Token" => "abcdef.0123456789abcdef",
        _ => "/nowhere",
    };
}
