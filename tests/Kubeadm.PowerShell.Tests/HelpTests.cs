using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class HelpTests(ModuleSession session)
{
    [Fact]
    public void Every_cmdlet_and_parameter_has_help_that_Get_Help_sees()
    {
        var missing = new List<string>();
        foreach (var command in session.Commands())
        {
            var help = session.Run("Get-Help $args[0] -Full", command.Name).Single;
            if (!help.TypeNames.Any(n => n.StartsWith("MamlCommandHelpInfo", StringComparison.Ordinal)))
            {
                missing.Add(command.Name);
                continue;
            }

            var described = Items(help, "parameters", "parameter").Where(p => Items(p, "description").Any()).Select(p => p.Properties["name"].Value.ToString()).ToHashSet();
            var own = command.Parameters.Keys.Except(Cmdlet.CommonParameters);
            missing.AddRange(own.Where(p => !described.Contains(p)).Select(p => $"{command.Name} -{p}"));
            if (Items(help, "examples", "example").Count() < 2)
            {
                missing.Add($"{command.Name}: examples");
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("Update-KubeCertificate", "Name", "true", "None")]
    [InlineData("Update-KubeCertificate", "CertDir", "false", "that of the configuration, /etc/kubernetes/pki")]
    [InlineData("Get-KubeCertificate", "Name", "true", "all")]
    [InlineData("Get-KubeCertificate", "ThrottleLimit", "false", "32, and all of -HostName")]
    [InlineData("Join-KubeNode", "ControlPlane", "false", "False")]
    public void Help_says_of_a_parameter_whether_it_takes_wildcards_and_what_it_is_by_default(string cmdlet, string parameter, string globbing, string byDefault)
    {
        var help = session.Run("Get-Help $args[0] -Parameter $args[1]", cmdlet, parameter).Single;

        Assert.Equal((globbing, byDefault), (help.Properties["globbing"].Value.ToString(), help.Properties["defaultValue"].Value.ToString()));
    }

    [Fact]
    public void Topics_are_laid_beside_the_module()
    {
        var topics = Directory.GetFiles(Path.Combine(Places.Repository, "docs", "help"), "about_*.md").Select(Path.GetFileNameWithoutExtension).ToList();

        Assert.True(topics.Count >= 9, $"only {topics.Count} topics");
        Assert.All(topics, topic => Assert.StartsWith(
            $"TOPIC\n    {topic}\n", File.ReadAllText(Path.Combine(Places.ModuleFolder, "en-US", topic + ".help.txt")), StringComparison.Ordinal));
    }

    private static IEnumerable<PSObject> Items(PSObject? holder, params string[] path)
    {
        foreach (var name in path.SkipLast(1))
        {
            holder = holder?.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value) : null;
        }

        return holder?.Properties[path[^1]]?.Value switch
        {
            null => [],
            PSObject { BaseObject: IList list } => list.Cast<object>().Select(PSObject.AsPSObject),
            IList list => list.Cast<object>().Select(PSObject.AsPSObject),
            var single => [PSObject.AsPSObject(single)],
        };
    }
}
