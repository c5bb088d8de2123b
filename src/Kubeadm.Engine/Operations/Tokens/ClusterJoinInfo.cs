using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Operations.Tokens;

/// <summary>Describes how further nodes join a cluster, as <c>kubeadm token create --print-join-command</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ClusterJoinInfo(EnginePorts ports, IEngineObserver observer)
{
    private const string Signing = "signing";
    private const string Authentication = "authentication";

    /// <summary>Assembles what a joining machine needs, with a token of the cluster or a new one.</summary>
    /// <exception cref="KubeadmException">
    /// <c>TokenNotFound</c>, <c>TokenExpired</c>, <c>InvalidToken</c>, <c>InvalidCertificateKey</c>, <c>KubeconfigNotFound</c>,
    /// <c>InvalidKubeconfig</c>, those of <see cref="CertificateUpload"/> and those of requests. No token was made then.
    /// </exception>
    public async Task<KubeJoinInfo> DescribeAsync(JoinInfoRequest request, CancellationToken cancellationToken)
    {
        if (request.CertificateKey is { } given)
        {
            CertificateKey.Parse(given);
        }

        using var access = ClusterAccess.Open(ports, request.Kubeconfig, ApiRetry.DefaultTimeout, request.DryRun, form: request.DryRunForm, cancellationToken: cancellationToken);
        var command = ClusterJoinCommand.From(access.Kubeconfig, access.KubeconfigPath, JoinCommandLine.Withheld, ports.Node.Files);
        var (key, keyExpires) = await CertificatesAsync(access, request, cancellationToken);
        var token = request.Token is null
            ? await CreateAsync(access, request, cancellationToken)
            : await FindAsync(access, request, cancellationToken);
        return new KubeJoinInfo(command with { Token = token.PlainToken }, key)
        {
            Expires = token.Expires,
            CertificateKeyExpires = keyExpires?.UtcDateTime,
            AllowsControlPlane = key is not null,
        };
    }

    /// <summary>The key of the uploaded certificates, which are uploaded now where that was asked for, and when they are removed.</summary>
    private async Task<(string? Key, DateTimeOffset? Expires)> CertificatesAsync(ClusterAccess access, JoinInfoRequest request, CancellationToken cancellationToken)
    {
        if (request.UploadCerts)
        {
            var upload = await new CertificateUpload(ports, observer)
                .UploadAsync(access, new CertificateUploadRequest { CertificateKey = request.CertificateKey }, cancellationToken);
            return (upload.PlainCertificateKey, upload.CertificateKeyExpires);
        }

        return request.CertificateKey is null
            ? (null, null)
            : (request.CertificateKey, await CertificatesExpireAsync(access, cancellationToken));
    }

    private async Task<KubeToken> CreateAsync(ClusterAccess access, JoinInfoRequest request, CancellationToken cancellationToken)
    {
        var flags = new TokenFlags { Ttl = request.Ttl, Description = request.Description };
        var wanted = await ConfigurationLoader.LoadTokensAsync(null, flags, ports.Node, cancellationToken);
        return (await new ClusterTokens(ports, observer).CreateAsync(access, wanted.Configuration, cancellationToken))[0];
    }

    private async Task<KubeToken> FindAsync(ClusterAccess access, JoinInfoRequest request, CancellationToken cancellationToken)
    {
        var id = BootstrapTokenText.IdOf(request.Token!);
        var found = await new BootstrapTokens(access.Objects).FindAsync(request.Token!, cancellationToken);
        if (found is null && !access.HasEarlierWrites && id != request.Token)
        {
            return new KubeToken(request.Token!);
        }

        var token = KubeTokens.Describe(found ?? throw JoinInfoErrors.TokenNotFound(id), ports.Node.Clock.GetUtcNow());
        if (token.IsExpired)
        {
            throw JoinInfoErrors.TokenExpired(id, token.Expires);
        }

        if (!token.Usages.Contains(Signing) || !token.Usages.Contains(Authentication))
        {
            observer.Warning($"nodes cannot join with the bootstrap token {id}: its usages are not {Signing} and {Authentication}");
        }

        return token;
    }

    /// <summary>When the uploaded certificates are removed.</summary>
    private async Task<DateTimeOffset?> CertificatesExpireAsync(ClusterAccess access, CancellationToken cancellationToken)
    {
        var (exists, expires) = await CertificatesSecret.FindAsync(access.Objects, cancellationToken);
        if (!exists && access.HasEarlierWrites)
        {
            observer.Warning("no certificates are uploaded, so no control plane can join with the certificate key; init's phase upload-certs uploads them on a control-plane node");
        }

        return expires;
    }
}
