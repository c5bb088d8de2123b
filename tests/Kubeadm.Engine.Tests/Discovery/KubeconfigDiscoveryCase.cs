using System.Text;
using Kubeadm.Engine.Kubeconfig;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>A node that is to find its cluster by a kubeconfig from a file, and such kubeconfigs.</summary>
public abstract class KubeconfigDiscoveryCase : IDisposable
{
    private protected const string Path = "/etc/join/discovery.conf";

    private protected DiscoveryCase Case { get; } = new();

    protected KubeconfigDiscoveryCase()
    {
        Case.ServeGenuine();
        Case.Configuration.Discovery = new() { File = new() { KubeConfigPath = Path } };
    }

    public void Dispose()
    {
        Case.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Server => "https://" + Case.Server.Endpoint;

    private protected string AuthorityData => Convert.ToBase64String(Case.Authority.Pem);

    private protected static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private protected static string Text(KubeconfigFile file) => Encoding.UTF8.GetString(file.ToBytes());

    private protected string WithToken() => Kubeconfig($"certificate-authority-data: {AuthorityData}", "token: s3cr3t");

    private protected string Kubeconfig(string cluster, string user) =>
        $"""
        apiVersion: v1
        clusters:
        - cluster:
            {cluster}
            server: {Server}
          name: prod
        contexts:
        - context:
            cluster: prod
            user: joiner
          name: join
        current-context: join
        kind: Config
        users:
        - name: joiner
          user:
            {user}

        """;
}
