using System.Reflection;
using Kubeadm.Engine.Reporting;
using Kubeadm.Testing;
using Xunit.Abstractions;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>The floors of the house: arrows between the engine's namespaces point down only, and nothing knows PowerShell.</summary>
public sealed class ArchitectureTests(ITestOutputHelper output)
{
    private static readonly Assembly Engine = typeof(IEngineObserver).Assembly;
    private static readonly NamespaceGraph Graph = NamespaceGraph.Read(Engine, RepositoryFiles.EngineSources);

    [Fact]
    public void The_engine_knows_nothing_of_PowerShell() => Assert.DoesNotContain(
        Engine.GetReferencedAssemblies(), reference => reference.Name is "System.Management.Automation" or "Kubeadm.PowerShell");

    [Fact]
    public void What_scripts_may_name_needs_neither_the_engine_nor_its_packages() => Assert.All(
        typeof(KubeadmException).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void No_namespaces_stand_in_a_cycle()
    {
        foreach (var line in Graph.Describe())
        {
            output.WriteLine(line);
        }

        Assert.True(Graph.Namespaces.Count > 30, $"only {Graph.Namespaces.Count} namespaces were found");
        Assert.True(Graph.Cycles.Count == 0, "Namespaces that need one another:\n" + string.Join('\n', Graph.DescribeCycles()));
    }

    [Theory]
    [InlineData("Reporting", "")]
    [InlineData("Ports", "Pki Kubeconfig StaticPods Patches Kubelet Addons ClusterObjects Tokens Discovery Preflight Health Cleanup Configuration Recording Workflows Operations")]
    [InlineData("Serialization", "Ports Configuration Workflows Operations")]
    [InlineData("Configuration", "Pki Kubeconfig StaticPods Kubelet Addons ClusterObjects Discovery Preflight Health Cleanup Recording Workflows Operations")]
    [InlineData("Workflows", "Operations DesiredState")]
    [InlineData("Operations", "DesiredState")]
    public void A_floor_knows_none_above_it(string floor, string above)
    {
        var floors = above.Length == 0
            ? Graph.Namespaces.Select(NamespaceGraph.FloorOf).Where(other => other != floor).ToHashSet()
            : [.. above.Split(' ')];
        var wrong = Graph.References.Where(arrow => NamespaceGraph.FloorOf(arrow.From) == floor && floors.Contains(NamespaceGraph.FloorOf(arrow.To)));

        Assert.Empty(wrong.Select(arrow => arrow.ToString()));
    }

    [Fact]
    public void Rooms_know_no_workflow()
    {
        string[] upper = ["Workflows", "Operations", "DesiredState"];
        var wrong = Graph.References.Where(arrow => !upper.Contains(NamespaceGraph.FloorOf(arrow.From)) && upper.Contains(NamespaceGraph.FloorOf(arrow.To)));

        Assert.Empty(wrong.Select(arrow => arrow.ToString()));
    }
}
