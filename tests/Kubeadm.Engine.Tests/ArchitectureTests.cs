using System.Reflection;
using NetArchTest.Rules;

namespace Kubeadm.Engine.Tests;

/// <summary>The arrows between rooms point one way: workflows to rooms, rooms to ports; nothing knows PowerShell.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "Kubeadm.Engine.";
    private static readonly Assembly s_engine = typeof(KubeadmException).Assembly;

    [Fact]
    public void The_engine_knows_nothing_of_PowerShell() => AssertNone(
        Types.InAssembly(s_engine).ShouldNot().HaveDependencyOnAny("System.Management.Automation", "Kubeadm.PowerShell"));

    [Theory]
    [InlineData("Cleanup")]
    [InlineData("Pki")]
    [InlineData("Kubeconfig")]
    [InlineData("StaticPods")]
    [InlineData("Patches")]
    [InlineData("ComponentConfigs")]
    [InlineData("Addons")]
    [InlineData("Tokens")]
    [InlineData("Discovery")]
    [InlineData("Preflight")]
    [InlineData("Versions")]
    [InlineData("Configuration")]
    [InlineData("Node")]
    [InlineData("Cluster")]
    [InlineData("ContainerRuntime")]
    [InlineData("Etcd")]
    [InlineData("Serialization")]
    public void A_room_does_not_reach_back_into_the_workflows(string room)
    {
        Type[] shared = [typeof(Engine.Workflows.Change), typeof(Engine.Workflows.ChangeKind), typeof(Engine.Workflows.ChangeAction), typeof(Engine.Workflows.ProgressReport)];
        var forbidden = s_engine.GetTypes()
            .Where(t => t.Namespace is { } n && (n == Root + "Workflows" || n.StartsWith(Root + "Workflows.", StringComparison.Ordinal)))
            .Except(shared)
            .Select(t => t.FullName!)
            .ToArray();
        AssertNone(Types.InAssembly(s_engine).That().ResideInNamespaceStartingWith(Root + room).ShouldNot().HaveDependencyOnAny(forbidden));
    }

    [Theory]
    [InlineData("Serialization")]
    [InlineData("Node")]
    [InlineData("ContainerRuntime")]
    [InlineData("Patches")]
    public void A_port_or_a_tool_knows_no_room_that_uses_it(string room)
    {
        string[] users = [.. new[] { "Pki", "Kubeconfig", "StaticPods", "Addons", "Tokens", "Discovery", "Preflight", "Cluster" }.Select(r => Root + r)];
        AssertNone(Types.InAssembly(s_engine).That().ResideInNamespaceStartingWith(Root + room).ShouldNot().HaveDependencyOnAny(users));
    }

    private static void AssertNone(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.True(result.IsSuccessful, "Against the direction of the arrows: " + string.Join(", ", result.FailingTypeNames ?? []));
    }
}
