using System.Collections;
using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What holds for every cmdlet, those to come as well. Help is held to its rules by <see cref="HelpTests"/>.</summary>
[Collection(ModuleSuite.Name)]
public sealed class CmdletRulesTests(ModuleSession session)
{
    /// <summary>Verbs of cmdlets that only look.</summary>
    private static readonly HashSet<string> Looking = ["Get", "Test", "Compare", "Convert"];

    /// <summary>Cmdlets whose verb is one of making but that only give what they made.</summary>
    private static readonly HashSet<string> Giving = ["New-KubeadmConfig", "New-KubeCertificateKey"];

    /// <summary>Parameters whose values are known, on whatever cmdlet.</summary>
    private static readonly HashSet<string> Known =
        ["ComponentConfig", "FeatureGate", "IgnorePreflightError", "Kind", "KubernetesVersion", "Phase", "SkipPhase", "Target", "Usage", "Version", "Workflow"];

    [Fact]
    public void Verbs_are_approved_ones()
    {
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        var approved = groups.SelectMany(group => group.GetFields()).Select(verb => (string)verb.GetValue(null)!).ToHashSet();

        Assert.All(session.Commands(), command => Assert.Contains(command.Verb, approved));
    }

    [Fact]
    public void What_changes_something_can_be_asked_what_it_would_do_and_nothing_else_can()
    {
        var wrong = session.Commands().Where(command => command.Parameters.ContainsKey("WhatIf") != Changes(command)).Select(command => command.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Cmdlets_tell_what_they_return_and_each_type_has_a_view()
    {
        var views = XDocument.Load(Path.Combine(Places.ModuleFolder, "Kubeadm.format.ps1xml")).Descendants("TypeName").Select(name => name.Value).ToHashSet();

        Assert.All(session.Commands(), command => Assert.NotEmpty(command.OutputType));
        var returned = session.Commands().SelectMany(command => command.OutputType).Select(output => output.Type.FullName!).Distinct();
        Assert.All(returned.Where(name => name.StartsWith("Kubeadm.", StringComparison.Ordinal)), type => Assert.Contains(type, views));
    }

    [Fact]
    public void Known_values_are_completed()
    {
        var parameters = session.Commands().SelectMany(command => session.ParametersOf(command).Select(parameter => (Command: command.Name, Parameter: parameter))).ToList();

        Assert.Contains(parameters, pair => pair is ("Invoke-KubeadmPhase", { Name: "FeatureGate" }));
        Assert.Empty(parameters.Where(pair => Known.Contains(pair.Parameter.Name) && !IsCompleted(pair.Parameter)).Select(pair => $"{pair.Command} -{pair.Parameter.Name}"));
    }

    [Fact]
    public void A_configuration_that_is_not_there_is_told_by_its_path_before_anything_is_done()
    {
        const string missing = "/nowhere/kubeadm.yaml";
        var commands = session.Commands().Where(command => command.Parameters.ContainsKey("Config")).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            var parameters = new Hashtable { ["Config"] = missing };
            if (Changes(command))
            {
                parameters["WhatIf"] = true;
            }

            foreach (var (name, value) in SessionCommands.NeededBeside("Config", command))
            {
                parameters[name] = value;
            }

            var error = Assert.Single(session.Run("param($name, $parameters) & $name @parameters", command.Name, parameters).Errors);
            Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
            Assert.Contains(missing, error.ToString(), StringComparison.Ordinal);
        });
    }

    private static bool Changes(CmdletInfo command) => !Looking.Contains(command.Verb) && !Giving.Contains(command.Name);

    private static bool IsCompleted(ParameterMetadata parameter) =>
        (parameter.ParameterType.GetElementType() ?? parameter.ParameterType).IsEnum || parameter.Attributes.Any(attribute => attribute is ValidateSetAttribute or ArgumentCompleterAttribute);
}
