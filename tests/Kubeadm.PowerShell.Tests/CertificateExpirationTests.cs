using System.Management.Automation;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary><c>Get-KubeCertificate</c>, and <c>certs check-expiration</c> beside what kubeadm v1.36.3 was recorded to print.</summary>
[Collection(ModuleSuite.Name)]
public sealed class CertificateExpirationTests : IDisposable
{
    private readonly ModuleSession _session;
    private readonly TemporaryFolder _folder = new();

    public CertificateExpirationTests(ModuleSession session)
    {
        _session = session;
        session.Run("New-KubeCertificate -Name ca, apiserver -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", _folder.Path).ThrowIfFailed();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Certificates_are_told_of_and_missing_ones_too()
    {
        var all = Get("Get-KubeCertificate -CertDir $args[0] -Name apiserver, 'etcd-*', ca, kubelet-server");

        Assert.Equal(["apiserver", "etcd-healthcheck-client", "etcd-peer", "etcd-server", "etcd-ca", "ca", "kubelet-server"], all.Select(item => item.Properties["Name"].Value));
        Assert.Equal((364, false, Path.Combine(_folder.Path, "apiserver.crt")), (all[0].Properties["DaysLeft"].Value, all[0].Properties["IsMissing"].Value, all[0].Properties["Path"].Value));
        Assert.Equal((null, true), (all[1].Properties["DaysLeft"].Value, all[1].Properties["IsMissing"].Value));
    }

    [Theory]
    [InlineData("364d", 0)]
    [InlineData("365d", 1)]
    [InlineData("8760h", 1)]
    [InlineData("3651d", 2)]
    public void Only_what_ends_in_time_is_given(string within, int count) =>
        Assert.Equal(count, _session.Run("Get-KubeCertificate -CertDir $args[0] -Name apiserver, ca, etcd-ca -ExpiringWithin $args[1]", _folder.Path, within).ThrowIfFailed().Output.Count);

    [Theory]
    [InlineData("soon")]
    [InlineData("-3d")]
    [InlineData("99999999999d")]
    public void A_time_that_is_none_is_refused(string within)
    {
        var error = Assert.Single(_session.Run("Get-KubeCertificate -CertDir $args[0] -ExpiringWithin $args[1]", _folder.Path, within).Errors);

        Assert.Contains("ExpiringWithin", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_none_is_an_error_and_the_others_are_given()
    {
        var result = _session.Run("Get-KubeCertificate -CertDir $args[0] -Name nothing, ca", _folder.Path);

        Assert.StartsWith("CertificateNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("ca", Assert.Single(result.Output).Properties["Name"].Value);
    }

    [SkippableFact]
    public void The_document_has_kubeadms_names_and_fields()
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Places.Reference("live", "certs-check.out")))!.AsObject();
        var document = JsonNode.Parse(Check("-o", "json"))!.AsObject();

        Assert.Equal(recorded.Select(pair => pair.Key), document.Select(pair => pair.Key));
        Assert.Equal((recorded["kind"]!.ToString(), recorded["apiVersion"]!.ToString()), (document["kind"]!.ToString(), document["apiVersion"]!.ToString()));
        foreach (var list in new[] { "certificates", "certificateAuthorities" })
        {
            Assert.Equal(Names(recorded, list), Names(document, list));
            var there = document[list]!.AsArray().First(item => !(bool)item!["missing"]!)!.AsObject();
            Assert.Equal(recorded[list]![0]!.AsObject().Select(pair => pair.Key), there.Select(pair => pair.Key));
        }

        Assert.Equal(
            """{"name":"etcd-server","expirationDate":null,"residualTime":0,"externallyManaged":false,"missing":true}""",
            document["certificates"]!.AsArray().Single(item => item!["name"]!.ToString() == "etcd-server")!.ToJsonString());
    }

    [Fact]
    public void The_document_is_there_as_YAML_too() =>
        Assert.StartsWith("apiVersion: output.kubeadm.k8s.io/v1alpha3\n", Check("-o", "yaml"), StringComparison.Ordinal);

    [SkippableFact]
    public void The_table_is_kubeadms()
    {
        var recorded = File.ReadAllLines(Places.Reference("live", "certs-check-text.out"));
        var lines = Check().Split('\n');

        Assert.Equal(recorded.Where(line => line.StartsWith("CERTIFICATE", StringComparison.Ordinal)), lines.Where(line => line.StartsWith("CERTIFICATE", StringComparison.Ordinal)).Select(Narrow));
        Assert.Matches("^apiserver +[A-Z][a-z]{2} \\d\\d, \\d{4} \\d\\d:\\d\\d UTC +364d +ca +no {6}$", lines.Single(line => line.StartsWith("apiserver ", StringComparison.Ordinal)));
        Assert.Matches("^!MISSING! etcd-server +$", lines.Single(line => line.Contains(" etcd-server ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("kubelet-server", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_failure_of_the_line()
    {
        _folder.Write("apiserver.crt", "nonsense");

        var outcome = HostProcess.Run("certs", "check-expiration", "--cert-dir", _folder.Path, "-o", "json");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("apiserver", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca.crt", "apiserver is signed by ca, whose certificate is missing")]
    [InlineData("ca.key", "ca has no key here, and apiserver-kubelet-client, which it has to sign, is missing")]
    public void Where_it_cannot_be_told_who_signs_kubeadm_fails_and_so_does_its_line(string missing, string cause)
    {
        File.Delete(Path.Combine(_folder.Path, missing));

        var outcome = HostProcess.Run("certs", "check-expiration", "--cert-dir", _folder.Path, "-o", "json");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(cause, outcome.Error, StringComparison.Ordinal);
        Assert.NotEmpty(_session.Run("Get-KubeCertificate -CertDir $args[0]", _folder.Path).ThrowIfFailed().Output);
    }

    /// <summary>A header with the first column as wide as where no name is marked as missing.</summary>
    private static string Narrow(string header) => header.StartsWith("CERTIFICATE AUTHORITY", StringComparison.Ordinal)
        ? Columns(header, 24, 25)
        : Columns(header, 27, 25);

    private static string Columns(string header, int first, int second)
    {
        var (name, rest) = (header[..header.IndexOf("  ", StringComparison.Ordinal)], header[header.IndexOf("EXPIRES", StringComparison.Ordinal)..]);
        return name.PadRight(first) + "EXPIRES".PadRight(second) + rest[rest.IndexOf("RESIDUAL", StringComparison.Ordinal)..];
    }

    private static IEnumerable<string> Names(JsonObject document, string list) => document[list]!.AsArray().Select(item => item!["name"]!.ToString());

    private IReadOnlyList<PSObject> Get(string script) => _session.Run(script, _folder.Path).ThrowIfFailed().Output;

    private string Check(params string[] words)
    {
        var outcome = HostProcess.Run(["certs", "check-expiration", "--cert-dir", _folder.Path, .. words]);
        Assert.Equal(0, outcome.ExitCode);
        return outcome.Output;
    }
}
