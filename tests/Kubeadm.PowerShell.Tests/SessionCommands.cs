using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>The module's cmdlets as a session sees them.</summary>
internal static class SessionCommands
{
    /// <summary>Values of parameters that a cmdlet cannot be called without.</summary>
    private static readonly Dictionary<string, object> Needed = new()
    {
        ["Workflow"] = "Init",
        ["Phase"] = "certs/ca",
        ["ClientName"] = "jane",
        ["Name"] = "all",
        ["Path"] = "/nowhere/file",
        ["Manifest"] = "/nowhere/file",
        ["Node"] = true,
        ["InputObject"] = new object[] { new System.Collections.Hashtable { ["apiVersion"] = "kubeadm.k8s.io/v1beta4", ["kind"] = "ClusterConfiguration" } },
        ["Id"] = "abcdef",
        ["Token"] = "abcdef",
        ["Image"] = "registry.k8s.io/pause:3.10",
    };

    /// <summary>The parameters by which commands of a node run on other machines. They are Invoke-Command's, and PowerShell's own to resolve.</summary>
    public static IReadOnlyList<string> Remote { get; } =
        ["AsJob", "ComputerName", "Credential", "HostName", "KeyFilePath", "Options", "Port", "Session", "ThrottleLimit", "UserName"];

    public static IReadOnlyList<CmdletInfo> Commands(this ModuleSession session) =>
        [.. session.Run("Get-Command -Module Kubeadm -CommandType Cmdlet").ThrowIfFailed().Output.Select(command => (CmdletInfo)command.BaseObject)];

    /// <summary>A cmdlet in all its shapes: by itself, and with each value of a parameter on which others depend.</summary>
    public static IEnumerable<(CmdletInfo Command, string? Decider, string? Value)> Shapes(this ModuleSession session, CmdletInfo command)
    {
        var values = command.Parameters.Values.Where(parameter => parameter.ParameterSets.Values.Any(set => set.IsMandatory))
            .SelectMany(parameter => parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues).Select(value => (parameter.Name, Value: value)));
        return values
            .Select(pair => ((CmdletInfo)session.Run("Get-Command $args[0] -ArgumentList $args[1]", command.Name, new[] { "-" + pair.Name, pair.Value }).Single.BaseObject, (string?)pair.Name, (string?)pair.Value))
            .Prepend((command, null, null));
    }

    /// <summary>The parameters of a cmdlet, those too that it has with only one of the values of another.</summary>
    public static IEnumerable<ParameterMetadata> ParametersOf(this ModuleSession session, CmdletInfo command) =>
        session.Shapes(command).SelectMany(shape => shape.Command.Parameters.Values);

    /// <summary>The parameters without which a cmdlet cannot be called beside another, each with a value.</summary>
    public static Dictionary<string, object> NeededBeside(string parameter, CmdletInfo command) => command.ParameterSets
        .OrderBy(set => set.Name == "Any")
        .First(set => set.Parameters.Any(known => known.Name == parameter))
        .Parameters.Where(known => known.IsMandatory && known.Name != parameter).ToDictionary(known => known.Name, known =>
        {
            Assert.True(Needed.ContainsKey(known.Name), $"{command.Name} -{known.Name}: a value is needed for it");
            return Needed[known.Name];
        });
}
