using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

public sealed class CertificateStructureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public void An_authority_has_the_extensions_of_kubeadms_own_in_its_order()
    {
        var text = File.ReadAllText(ReferenceData.Require("live", "after-join", "kube-public-configmaps.yaml"));
        var pem = Regex.Match(text, "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline).Value;
        using var theirs = X509Certificate2.CreateFromPem(Regex.Replace(pem, "\n +", "\n"));
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.Rsa2048);
        var configuration = PkiCases.Configuration("RSA-2048");
        using var ours = CertificateBuilder.CreateAuthority(CertificateCatalog.Find("ca").ProfileFor(configuration, Now), key);

        Assert.Equal(Extensions(theirs), Extensions(ours));
        Assert.Equal(theirs.SubjectName.RawData, ours.SubjectName.RawData);
        Assert.Equal(theirs.IssuerName.RawData, ours.IssuerName.RawData);
        Assert.Equal(theirs.SignatureAlgorithm.Value, ours.SignatureAlgorithm.Value);
        Assert.Equal(KeyIdentifier(theirs), Convert.ToHexString(SHA256.HashData(theirs.PublicKey.EncodedKeyValue.RawData))[..40]);
        Assert.Equal(KeyIdentifier(ours), Convert.ToHexString(SHA256.HashData(ours.PublicKey.EncodedKeyValue.RawData))[..40]);
        Assert.Equal(theirs.NotAfter - theirs.NotBefore, ours.NotAfter - ours.NotBefore);
    }

    [Fact]
    public void A_leaf_names_its_authority_and_nothing_it_need_not()
    {
        using var authorityKey = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP384);
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        var configuration = PkiCases.Configuration();
        using var authority = CertificateBuilder.CreateAuthority(CertificateCatalog.Find("etcd-ca").ProfileFor(configuration, Now), authorityKey);
        using var leaf = CertificateBuilder.CreateLeaf(CertificateCatalog.Find("etcd-peer").ProfileFor(configuration, Now), key, authority, authorityKey);

        Assert.Equal(
            ["2.5.29.15! 030205A0", "2.5.29.37 301406082B0601050507030106082B06010505070302", "2.5.29.19! 3000", "2.5.29.35 30168014*", "2.5.29.17 " + Convert.ToHexString(leaf.Extensions["2.5.29.17"]!.RawData)],
            Extensions(leaf));
        Assert.Equal(["cp1", "localhost"], AlternativeNames.Of(leaf).DnsNames);
        Assert.Equal(["192.0.2.2", "127.0.0.1", "::1"], AlternativeNames.Of(leaf).Addresses.Select(address => address.ToString()));
        Assert.Equal("1.2.840.10045.4.3.3", leaf.SignatureAlgorithm.Value);
        Assert.Equal((Now - CertificateCatalog.Backdate).UtcDateTime, leaf.NotBefore.ToUniversalTime());
        Assert.Equal(Now.AddDays(365).UtcDateTime, leaf.NotAfter.ToUniversalTime());
        Assert.InRange(leaf.SerialNumber.Length, 2, 16);
    }

    [Fact]
    public void Subjects_are_encoded_as_Go_encodes_them()
    {
        // One set of organizations (31), its members sorted; printable text is a PrintableString (13), other text UTF-8 (0C).
        Assert.Equal(
            "3022" + "3114" + "3008060355040A130161" + "3008060355040A130162" + "310A" + "30080603550403" + "0C0140",
            Convert.ToHexString(DistinguishedName.Encode("@", ["b", "a"]).GetDerEncoded()));
        Assert.Equal("3000", Convert.ToHexString(DistinguishedName.Encode("", []).GetDerEncoded()));
    }

    [Fact]
    public void A_leaf_with_its_authoritys_name_names_no_other_key()
    {
        using var authorityKey = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        using var authority = CertificateBuilder.CreateAuthority(CertificateCatalog.Find("ca").ProfileFor(PkiCases.Configuration(), Now), authorityKey);
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        var profile = new CertificateProfile { CommonName = "kubernetes", Usages = CertificateUsages.Client, NotAfter = Now.AddDays(1) };

        using var leaf = CertificateBuilder.CreateLeaf(profile, key, authority, authorityKey);

        Assert.Null(leaf.Extensions["2.5.29.35"]);
        Assert.Equal(authority.NotBefore, leaf.NotBefore);
    }

    private static IEnumerable<string> Extensions(X509Certificate2 certificate) =>
        certificate.Extensions.Select(extension =>
        {
            var value = Convert.ToHexString(extension.RawData);
            return $"{extension.Oid!.Value}{(extension.Critical ? "!" : "")} {(extension.Oid.Value is "2.5.29.14" or "2.5.29.35" ? value[..^40] + "*" : value)}";
        });

    private static string KeyIdentifier(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifier!;
}
