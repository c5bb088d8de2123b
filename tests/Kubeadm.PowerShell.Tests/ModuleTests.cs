using System.Management.Automation;
using System.Runtime.Loader;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class ModuleTests(ModuleSession session)
{
    [Fact]
    public void Every_exported_command_is_a_cmdlet_that_the_assembly_has_or_an_alias_of_one()
    {
        var all = session.Run("Get-Command -Module Kubeadm").ThrowIfFailed().Output.Select(o => (CommandInfo)o.BaseObject).ToLookup(command => command.CommandType);
        var exported = session.Commands();

        Assert.Equal([CommandTypes.Alias, CommandTypes.Cmdlet], all.Select(commands => commands.Key).Order());
        Assert.Equal(exported.Select(c => c.Name).Order(), all[CommandTypes.Cmdlet].Select(c => c.Name).Order());
        Assert.All(all[CommandTypes.Alias].Cast<AliasInfo>(), alias => Assert.Contains(alias.ReferencedCommand.Name, exported.Select(c => c.Name)));
        var declared = (object[])session.Run("(Test-ModuleManifest $args[0]).ExportedCmdlets.Keys", Places.Module).Output.Select(o => o.BaseObject).ToArray();
        Assert.Equal(declared.Cast<string>().Order(), exported.Select(c => c.Name).Order());
    }

    [Fact]
    public void Every_cmdlet_of_the_assembly_is_exported()
    {
        var assembly = ((CmdletInfo)session.Run("Get-Command Get-KubeadmVersion").Single.BaseObject).ImplementingType.Assembly;
        var made = assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(CmdletAttribute), false)).Select(t => t.FullName).Order();
        var exported = session.Commands().Select(command => command.ImplementingType.FullName).Order();

        Assert.Equal(made, exported);
    }

    [Fact]
    public void Every_alias_of_the_assembly_is_exported()
    {
        var made = session.Commands().SelectMany(command => command.ImplementingType.GetCustomAttributes(typeof(AliasAttribute), false))
            .SelectMany(alias => ((AliasAttribute)alias).AliasNames).Order();
        var exported = session.Run("Get-Command -Module Kubeadm -CommandType Alias").Output.Select(o => ((AliasInfo)o.BaseObject).Name).Order();

        Assert.Equal(made, exported);
        Assert.Contains("Get-KubeJoinInfo", exported);
    }

    [Fact]
    public void The_version_is_that_of_the_kubeadm_it_stands_for()
    {
        Assert.Matches(@"^v1\.\d+\.\d+$", (string)session.Run("Get-KubeadmVersion").Value("GitVersion")!);
    }

    [Fact]
    public void The_engine_lives_in_its_own_load_context_and_its_packages_are_not_shared()
    {
        session.Run("Get-KubeadmVersion").ThrowIfFailed();
        var context = Assert.Single(AssemblyLoadContext.All, context => context.Name == "Kubeadm");

        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "Kubeadm.Engine");
        Assert.Contains(context.Assemblies, assembly => assembly.GetName().Name == "Kubeadm.Engine");
        var yaml = context.LoadFromAssemblyName(new System.Reflection.AssemblyName("YamlDotNet"));
        Assert.True(yaml.GetName().Version >= new Version(16, 0), $"the module got {yaml.FullName}");
        Assert.Contains(AssemblyLoadContext.Default.Assemblies, a => a.GetName() is { Name: "YamlDotNet", Version.Major: 11 });
    }

    [Fact]
    public void It_loads_in_several_sessions_and_again_where_it_was_removed()
    {
        using var other = new ModuleSession();
        string[] scripts = ["[Kubeadm.PhaseResult].FullName", "Remove-Module Kubeadm; Import-Module $args[0]; [Kubeadm.PhaseResult].FullName", "(Get-KubeadmPhase | Select-Object -First 1).GetType().FullName"];

        Assert.Equal(
            ["Kubeadm.PhaseResult", "Kubeadm.PhaseResult", "Kubeadm.PhaseDescription"],
            scripts.Select(script => other.Run(script, Places.Module).Single.ToString()));
        Assert.Equal("Kubeadm.PhaseDescription", session.Run("(Get-KubeadmPhase | Select-Object -First 1).GetType().FullName").Single.ToString());
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Kubeadm.Contracts");
    }

    [Fact]
    public void Every_assembly_of_others_in_the_module_is_in_its_notices()
    {
        var notices = File.ReadAllText(Path.Combine(Places.ModuleFolder, "THIRD-PARTY-NOTICES.txt"));
        var listed = notices.Split('\n').Where(line => line.StartsWith("  Files:", StringComparison.Ordinal)).SelectMany(line => line[10..].Split(',', StringSplitOptions.TrimEntries));
        var shipped = Directory.EnumerateFiles(Places.ModuleFolder, "*.dll", SearchOption.AllDirectories).Select(path => Path.GetFileName(path));

        Assert.Equal(shipped.Where(name => !name.StartsWith("Kubeadm.", StringComparison.Ordinal)).Order(), listed.Order());
    }
}
