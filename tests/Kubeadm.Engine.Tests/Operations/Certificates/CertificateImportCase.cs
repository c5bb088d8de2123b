using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

/// <summary>A node whose certificates authorities elsewhere sign.</summary>
public abstract class CertificateImportCase : IDisposable
{
    private protected const string Pki = "/etc/kubernetes/pki";

    private protected FakeNode Node { get; } = new();
    private protected RecordingObserver Observer { get; } = new();
    private protected Dictionary<string, OutsideAuthority> Authorities { get; }

    protected CertificateImportCase()
    {
        Authorities = new[] { "ca", "front-proxy-ca", "etcd-ca" }.ToDictionary(name => name, name => new OutsideAuthority(name));
        Node.Memory.Add($"{Pki}/ca.crt", Authorities["ca"].Pem);
        Node.Memory.Add($"{Pki}/front-proxy-ca.crt", Authorities["front-proxy-ca"].Pem);
        Node.Memory.Add($"{Pki}/etcd/ca.crt", Authorities["etcd-ca"].Pem);
    }

    public void Dispose()
    {
        Authorities.Values.ToList().ForEach(authority => authority.Dispose());
        GC.SuppressFinalize(this);
    }

    internal static EnginePorts Ports(INode node) => new()
    {
        Node = node,
        ConnectRuntime = _ => throw new InvalidOperationException("no container runtime has a part in this"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("etcd has no part in this"),
        ConnectCluster = (_, _) => throw new InvalidOperationException("no cluster has a part in this"),
    };

    private protected Task<IReadOnlyList<KubeCertificateRequest>> RequestAsync(params string[] names) => new CertificateRequests(Ports(Node), new RecordingObserver()).CreateAsync(
        new GenerateCsrRequest { Configuration = CertificateRequestsTests.Configuration, Names = names.Length > 0 ? names : null }, default);

    private protected Task<CertificateImport> OpenAsync() =>
        CertificateImport.OpenAsync(Ports(Node), Observer, new CertificateImportRequest { Configuration = CertificateRequestsTests.Configuration }, default);

    private protected KubeCertificate Install(string name, CertificateImport import, SigningTerms? terms = null) => Assert.Single(import.Check(Signed(name, terms))).Install(Observer);

    /// <summary>Signs a request with its authority, or another, and writes the certificate to a file.</summary>
    private protected string Signed(string name, SigningTerms? terms = null, string? authority = null)
    {
        var spec = CertificateCatalog.All.FirstOrDefault(spec => spec.Name == name);
        var request = spec is null ? $"/etc/kubernetes/{name}.csr" : $"{Pki}/{spec.BaseName}.csr";
        var path = $"/in/{name}.pem";
        Node.Memory.Add(path, Authorities[authority ?? spec?.AuthorityName ?? "ca"].Sign(Node.Memory.ReadText(request), terms));
        return path;
    }

    private protected KubeconfigFile Kubeconfig(string name) => KubeconfigFile.Parse(Node.Memory.ReadAllBytes($"/etc/kubernetes/{name}"), name);
}
