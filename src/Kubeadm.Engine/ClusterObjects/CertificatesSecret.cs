using System.Security.Cryptography;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>
/// The Secret <c>kubeadm-certs</c> with the encrypted certificates for control-plane nodes that join. It belongs to a bootstrap
/// token of two hours, with whose end the cluster removes it.
/// </summary>
public static class CertificatesSecret
{
    /// <summary>The Secret as the target of a <see cref="Change"/>.</summary>
    internal const string Target = $"secrets/{ClusterNamespaces.System}/{ClusterNames.KubeadmCerts}";

    private const string RoleName = "kubeadm:kubeadm-certs";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    /// <summary>Stores the certificates in the cluster and lets joining nodes read them.</summary>
    /// <remarks>
    /// Encryption is different each time. A Secret that holds the same certificates under the same key, and has at least half of
    /// its time left, is left alone.
    /// </remarks>
    /// <param name="objects">The cluster.</param>
    /// <param name="encrypted">The encrypted files by their names in the Secret.</param>
    /// <param name="key">The certificate key's bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>When the Secret is removed, and what was done.</returns>
    public static async Task<(DateTimeOffset? Expires, IReadOnlyList<Change> Changes)> EnsureAsync(
        ApiObjects objects,
        IReadOnlyDictionary<string, byte[]> encrypted,
        ReadOnlyMemory<byte> key,
        CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        var live = await objects.FindAsync<V1Secret>(ClusterNamespaces.System, ClusterNames.KubeadmCerts, cancellationToken);
        var expires = live is null ? null : await RemainingAsync(objects, live, cancellationToken);
        if (expires is not null && HoldsSame(live!.Data, encrypted, key.Span))
        {
            changes.Add(new Change(ChangeKind.ApiObject, Target, ChangeAction.Unchanged));
        }
        else
        {
            expires = objects.Retry.Clock.GetUtcNow() + Lifetime;
            changes.AddRange(await WriteAsync(objects, encrypted, cancellationToken));
        }

        changes.Add(await objects.EnsureAsync(
            Rights.ReadOne(ClusterNamespaces.System, RoleName, "secrets", ClusterNames.KubeadmCerts), EnsureMode.CreateOrUpdate, cancellationToken));
        changes.Add(await objects.EnsureAsync(
            Rights.Bind(ClusterNamespaces.System, RoleName, Rights.Group(ClusterNames.BootstrapTokenGroup)),
            EnsureMode.CreateOrUpdate,
            cancellationToken));
        return (expires, changes);
    }

    /// <summary>Reads the encrypted certificates.</summary>
    /// <param name="objects">The cluster, with the rights of a node that joins or more.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The encrypted files by their names in the Secret.</returns>
    /// <exception cref="KubeadmException"><c>UploadedCertificatesNotFound</c>: they were never uploaded, or have expired; and those of requests.</exception>
    public static async Task<IDictionary<string, byte[]>> ReadAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objects);
        try
        {
            // The right to read it is bound to it, so that a refusal is final as well.
            var impatient = new ApiObjects(objects.Api, objects.Retry.WithoutWaitingForRights());
            if (await impatient.FindAsync<V1Secret>(ClusterNamespaces.System, ClusterNames.KubeadmCerts, cancellationToken) is { } secret)
            {
                return secret.Data ?? new Dictionary<string, byte[]>();
            }
        }
        catch (KubeadmException e) when (e.Kind == KubeadmErrorKind.PermissionDenied)
        {
            throw ClusterObjectErrors.UploadedCertificatesForbidden(e);
        }

        throw ClusterObjectErrors.UploadedCertificatesNotFound();
    }

    /// <summary>Whether the Secret is there, and when the cluster removes it; null where that is not known.</summary>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.</exception>
    public static async Task<(bool Exists, DateTimeOffset? Expires)> FindAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var live = await objects.FindAsync<V1Secret>(ClusterNamespaces.System, ClusterNames.KubeadmCerts, cancellationToken);
        return (live is not null, live is null ? null : await OwnerExpiresAsync(objects, live, cancellationToken));
    }

    private static async Task<IReadOnlyList<Change>> WriteAsync(
        ApiObjects objects,
        IReadOnlyDictionary<string, byte[]> encrypted,
        CancellationToken cancellationToken)
    {
        var token = new BootstrapToken
        {
            Token = BootstrapTokenText.Generate().Text,
            Description = "Proxy for managing TTL for the kubeadm-certs secret",
            Ttl = Lifetime,
        };
        var created = await new BootstrapTokens(objects).CreateAsync(token, cancellationToken);
        var owner = await objects.FindAsync<V1Secret>(ClusterNamespaces.System, BootstrapTokenText.Parse(token.Token).SecretName, cancellationToken)
            ?? throw ClusterObjectErrors.TokenVanished();
        var secret = new V1Secret
        {
            Metadata = new V1ObjectMeta
            {
                Name = ClusterNames.KubeadmCerts,
                NamespaceProperty = ClusterNamespaces.System,
                OwnerReferences =
                [
                    new V1OwnerReference
                    {
                        ApiVersion = "v1",
                        Kind = "Secret",
                        Name = owner.Metadata.Name,
                        Uid = owner.Metadata.Uid ?? "",
                        Controller = true,
                        BlockOwnerDeletion = true,
                    },
                ],
            },
            Data = encrypted.ToDictionary(entry => entry.Key, entry => entry.Value),
        };
        return [created, await objects.EnsureAsync(secret, EnsureMode.CreateOrUpdate, cancellationToken)];
    }

    /// <summary>When the owning token ends; null when there is none or it has less than half of its time left.</summary>
    private static async Task<DateTimeOffset?> RemainingAsync(ApiObjects objects, V1Secret live, CancellationToken cancellationToken)
    {
        var expires = await OwnerExpiresAsync(objects, live, cancellationToken);
        return expires - objects.Retry.Clock.GetUtcNow() >= Lifetime / 2 ? expires : null;
    }

    private static async Task<DateTimeOffset?> OwnerExpiresAsync(ApiObjects objects, V1Secret live, CancellationToken cancellationToken)
    {
        if (live.Metadata.OwnerReferences is not [{ Kind: "Secret", Name: { } ownerName }, ..])
        {
            return null;
        }

        var owner = await objects.FindAsync<V1Secret>(ClusterNamespaces.System, ownerName, cancellationToken);
        return owner is null ? null : BootstrapTokenSecret.Expiration(owner);
    }

    private static bool HoldsSame(IDictionary<string, byte[]>? live, IReadOnlyDictionary<string, byte[]> wanted, ReadOnlySpan<byte> key)
    {
        if (live is null || live.Count != wanted.Count)
        {
            return false;
        }

        foreach (var (name, value) in wanted)
        {
            if (!live.TryGetValue(name, out var present) || !IsSame(present ?? [], value, key))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(byte[] present, byte[] wanted, ReadOnlySpan<byte> key)
    {
        if (present.Length == 0 || wanted.Length == 0)
        {
            return present.Length == wanted.Length;
        }

        try
        {
            return CryptographicOperations.FixedTimeEquals(CertificateEncryption.Decrypt(present, key), CertificateEncryption.Decrypt(wanted, key));
        }
        catch (KubeadmException)
        {
            // Another key, or something that kubeadm did not put there.
            return false;
        }
    }
}
