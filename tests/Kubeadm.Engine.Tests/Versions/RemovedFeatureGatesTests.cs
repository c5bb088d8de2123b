using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Versions;

/// <summary>Feature gates that a cluster's configuration names and this release does not have.</summary>
public sealed class RemovedFeatureGatesTests
{
    public static TheoryData<string> Former => [.. RemovedFeatureGates.All.Keys];

    [Theory]
    [InlineData("EtcdLearnerMode", "EtcdLearnerMode is no feature gate any more: what it stood for is always on since Kubernetes 1.33. The name is left out")]
    [InlineData("UpgradeAddonsBeforeControlPlane", "UpgradeAddonsBeforeControlPlane is no feature gate any more: what it stood for is always off since Kubernetes 1.31. The name is left out")]
    public void A_former_one_goes_and_it_is_said_what_became_of_it(string name, string notice)
    {
        var gates = new Dictionary<string, bool> { [name] = true, [FeatureGates.RootlessControlPlane] = true };

        Assert.Equal([notice], RemovedFeatureGates.RemoveFrom(gates));
        Assert.Equal([FeatureGates.RootlessControlPlane], gates.Keys);
    }

    [Theory]
    [MemberData(nameof(Former))]
    public void None_that_is_former_is_one_of_this_release(string name)
    {
        var gates = new Dictionary<string, bool> { [name] = false };

        Assert.Single(RemovedFeatureGates.RemoveFrom(gates));
        Assert.Empty(gates);
        Assert.DoesNotContain(name, FeatureGates.All.Keys);
    }

    [Fact]
    public void One_that_no_release_had_stays_and_is_told()
    {
        var gates = new Dictionary<string, bool> { ["RootlessControlPlan"] = true };

        Assert.Contains("RootlessControlPlan", Assert.Single(RemovedFeatureGates.RemoveFrom(gates)), StringComparison.Ordinal);
        Assert.Equal(["RootlessControlPlan"], gates.Keys);
    }

    [Fact]
    public void Those_of_this_release_stay_without_a_word()
    {
        var gates = FeatureGates.All.Keys.ToDictionary(name => name, _ => true);

        Assert.Empty(RemovedFeatureGates.RemoveFrom(gates));
        Assert.Equal(FeatureGates.All.Keys, gates.Keys);
    }
}
