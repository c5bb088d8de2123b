using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Running;

public sealed class PhaseTreeTests
{
    private static readonly PhaseTree<List<string>> Tree = new(WorkflowName.Init,
    [
        new NotingPhase("first"),
        new NotingPhase("group", aliases: ["crowd"], children: [new NotingPhase("one"), new NotingPhase("two")]),
        new NotingPhase("last", dependsOn: ["first"]),
    ]);

    [Fact]
    public void Phases_are_listed_parents_first_in_order() =>
        Assert.Equal(["first", "group", "group/one", "group/two", "last"], Tree.Nodes.Select(n => n.Path));

    [Theory]
    [InlineData("group/one", "group/one")]
    [InlineData("GROUP/Two", "group/two")]
    [InlineData("crowd", "group")]
    [InlineData("group/all", "group")]
    public void A_name_an_alias_and_all_find_their_phase(string name, string path) => Assert.Equal(path, Tree.Resolve(name));

    [Fact]
    public void An_unknown_phase_is_refused_with_the_names_that_exist()
    {
        var error = Assert.Throws<KubeadmException>(() => Tree.Select(["nothing"], []));
        Assert.Equal("InvalidPhase", error.ErrorId);
        Assert.Contains("group/two", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_a_group_chooses_its_children_and_skipping_it_skips_them()
    {
        Assert.Equal(["group", "group/one", "group/two"], Tree.Select(["group"], []).Order());
        Assert.Equal(["first", "last"], Tree.Select([], ["group"]).Order());
        Assert.Equal(["group", "group/two"], Tree.Select(["group"], ["group/one"]).Order());
    }

    [Fact]
    public void A_plan_has_the_chosen_phases_that_have_something_to_do_and_no_headings()
    {
        var tree = new PhaseTree<List<string>>(WorkflowName.Init,
        [
            new NotingPhase("group", children: [new NotingPhase("one"), new NotingPhase("two"), new NotingPhase("idle", skip: "nothing to do")]),
            new NotingPhase("last"),
        ]);
        var context = new List<string>();
        var plan = tree.Plan(context, tree.Select([], ["group/one"]));
        Assert.Equal([("group/two", "Notes two"), ("last", "Notes last")], plan.Select(phase => (phase.Name, phase.Description)));
        Assert.Empty(context);
    }

    [Fact]
    public void A_phase_whose_need_is_left_out_is_refused()
    {
        var error = Assert.Throws<KubeadmException>(() => Tree.Select([], ["first"]));
        Assert.Equal("UnresolvedPhaseDependency", error.ErrorId);
        Assert.Contains("\"last\" needs \"first\"", error.Message, StringComparison.Ordinal);
    }
}
