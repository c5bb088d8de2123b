using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Which algorithm a cluster's keys have; each row is what kubeadm v1.36.3 made of the same fields.</summary>
public sealed class KeyAlgorithmTests
{
    [Theory]
    [InlineData("", null, KeyAlgorithm.Rsa2048)]
    [InlineData("RSA-3072", null, KeyAlgorithm.Rsa3072)]
    [InlineData("ECDSA-P384", null, KeyAlgorithm.EcdsaP384)]
    [InlineData("", true, KeyAlgorithm.EcdsaP256)]
    [InlineData("RSA-3072", true, KeyAlgorithm.EcdsaP256)]
    [InlineData("ECDSA-P384", true, KeyAlgorithm.EcdsaP256)]
    [InlineData("", false, KeyAlgorithm.Rsa2048)]
    [InlineData("RSA-3072", false, KeyAlgorithm.Rsa2048)]
    [InlineData("ECDSA-P384", false, KeyAlgorithm.Rsa2048)]
    public void The_feature_gate_goes_before_the_field_where_it_is_given_at_all(string field, bool? gate, KeyAlgorithm expected)
    {
        var cluster = new ClusterConfiguration { EncryptionAlgorithm = field };
        if (gate is { } value)
        {
            cluster.FeatureGates["PublicKeysECDSA"] = value;
        }

        Assert.Equal(expected, KeyAlgorithms.Of(cluster));
    }
}
