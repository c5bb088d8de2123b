using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

/// <summary>The whole way of certificates that an authority elsewhere signs: requests, signing, what comes back, and init's view of it.</summary>
public sealed class CertificateImportTests : CertificateImportCase
{
    [Fact]
    public async Task What_comes_back_is_installed_and_init_takes_it_for_good()
    {
        await RequestAsync();
        var import = await OpenAsync();

        var installed = CertificateRequests.Names.Select(name => Assert.Single(import.Check(Signed(name))).Install(Observer)).ToList();

        Assert.Equal(CertificateRequests.Names, installed.Select(certificate => certificate.Name));
        Assert.All(installed, certificate => Assert.Equal(
            (certificate.Name.EndsWith(".conf", StringComparison.Ordinal) ? ChangeAction.Update : ChangeAction.Create, true, 364),
            (certificate.Action!, certificate.ExternallyManaged, certificate.DaysLeft!.Value)));
        Assert.Equal(NodeFileModes.PublicFile, Node.Memory.Stat($"{Pki}/apiserver.crt")!.Mode);
        Assert.Equal(NodeFileModes.PrivateFile, Node.Memory.Stat("/etc/kubernetes/admin.conf")!.Mode);
        await AcceptedByInitAsync();
    }

    [Fact]
    public async Task A_kubeconfig_gets_the_certificate_and_the_authority_and_keeps_the_rest()
    {
        await RequestAsync("admin.conf");
        var before = Kubeconfig("admin.conf");

        Install("admin.conf", await OpenAsync());

        var after = Kubeconfig("admin.conf");
        Assert.Equal(before.CurrentUser!.ClientKeyData, after.CurrentUser!.ClientKeyData);
        Assert.Equal(Authorities["ca"].Pem, Encoding.ASCII.GetString(after.CurrentCluster!.CertificateAuthorityData));
        Assert.Equal(Node.Memory.ReadText("/in/admin.conf.pem"), Encoding.ASCII.GetString(after.CurrentUser.ClientCertificateData));
        Assert.Equal((before.CurrentContext, before.CurrentCluster!.Server), (after.CurrentContext, after.CurrentCluster.Server));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_newer_one_takes_its_place()
    {
        await RequestAsync("apiserver", "admin.conf");
        var import = await OpenAsync();
        foreach (var name in new[] { "apiserver", "admin.conf" })
        {
            Install(name, import);

            Assert.Equal(ChangeAction.Unchanged, Assert.Single(import.Check($"/in/{name}.pem")).Install(Observer).Action);
            Assert.Equal((ChangeAction.Update, 99), Install(name, import, new SigningTerms { To = TimeSpan.FromDays(100) }) is var newer ? (newer.Action, newer.DaysLeft!.Value) : default);
        }
    }

    [Theory]
    [InlineData("RSA-2048", X509KeyUsageFlags.DigitalSignature, false)]
    [InlineData("ECDSA-P256", X509KeyUsageFlags.DigitalSignature, true)]
    [InlineData("ECDSA-P256", X509KeyUsageFlags.KeyEncipherment, false)]
    public async Task Only_an_RSA_key_has_to_encipher_others(string algorithm, X509KeyUsageFlags usage, bool good)
    {
        var text = CertificateRequestsTests.Configuration.Replace("ECDSA-P256", algorithm, StringComparison.Ordinal);
        await new CertificateRequests(Ports(Node), Observer).CreateAsync(new GenerateCsrRequest { Configuration = text, Names = ["apiserver"] }, default);

        Assert.Equal(good, Assert.Single((await OpenAsync()).Check(Signed("apiserver", new SigningTerms { KeyUsage = usage }))).Rejection is null);
    }

    [Fact]
    public async Task A_subject_may_be_written_in_another_order_and_encoding()
    {
        await RequestAsync("admin.conf");
        var builder = new X500DistinguishedNameBuilder();
        builder.Add("2.5.4.3", "kubernetes-admin", UniversalTagNumber.UTF8String);
        builder.Add("2.5.4.10", "kubeadm:cluster-admins", UniversalTagNumber.UTF8String);

        Install("admin.conf", await OpenAsync(), new SigningTerms { Subject = builder.Build() });
    }

    [Fact]
    public async Task An_intermediate_authority_comes_with_what_it_signed_in_any_order()
    {
        await RequestAsync("apiserver");
        using var intermediate = new OutsideAuthority("issuing", Authorities["ca"]);
        var leaf = intermediate.Sign(Node.Memory.ReadText($"{Pki}/apiserver.csr"));
        Node.Memory.Add("/in/alone.pem", leaf).Add("/in/chain.pem", intermediate.Pem + leaf);
        var import = await OpenAsync();

        Assert.Contains("put the certificates up to that of", Assert.Single(import.Check("/in/alone.pem")).Rejection!.Remedy, StringComparison.Ordinal);
        Assert.Single(import.Check("/in/chain.pem")).Install(Observer);
        Assert.Equal(leaf + intermediate.Pem, Node.Memory.ReadText($"{Pki}/apiserver.crt"));
    }

    [Fact]
    public async Task A_file_may_hold_many()
    {
        await RequestAsync("apiserver", "scheduler.conf");
        using var stranger = new OutsideAuthority("stranger");
        Node.Memory.Add("/in/all.pem", Node.Memory.ReadText(Signed("apiserver")) + stranger.Pem + Node.Memory.ReadText(Signed("scheduler.conf")));

        Assert.Equal([("apiserver", true), ("scheduler.conf", true)], (await OpenAsync()).Check("/in/all.pem").Select(signed => (signed.Name, signed.Rejection is null)));
    }

    /// <summary>The phases of init that make what an external authority has to provide: all of it is kept.</summary>
    private async Task AcceptedByInitAsync()
    {
        var request = new InitRequest { Configuration = CertificateRequestsTests.Configuration, Phases = ["certs", "kubeconfig"] };
        var results = await new InitWorkflow(Ports(Node), Observer).RunPhasesAsync(request, default);

        Assert.Equal(18, results.Count);
        Assert.All(results.SelectMany(result => result.Changes), change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Empty(Observer.Warnings);
    }
}
