using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Brings objects of a cluster to a wanted state: looks first, writes only a difference, repeats what a busy cluster refuses.</summary>
/// <param name="api">The cluster.</param>
/// <param name="retry">How long and how requests are repeated.</param>
public sealed class ApiObjects(IKubernetes api, ApiRetry retry)
{
    private const string HostNameLabel = "kubernetes.io/hostname";

    /// <summary>Creates an access with kubeadm's default time limit.</summary>
    public ApiObjects(IKubernetes api)
        : this(api, new ApiRetry(ApiRetry.DefaultTimeout))
    {
    }

    /// <summary>The cluster.</summary>
    public IKubernetes Api { get; } = api;

    /// <summary>How long and how requests are repeated.</summary>
    public ApiRetry Retry { get; } = retry;

    /// <summary>Creates the object, or treats the one that exists as the mode says.</summary>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.</exception>
    public Task<Change> EnsureAsync<T>(T desired, EnsureMode mode, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        EnsureAsync(desired, live => mode == EnsureMode.CreateOrRetain ? live : Updated(desired, live), cancellationToken);

    /// <summary>Creates the object, or changes only what <paramref name="mutate"/> does to the one that exists.</summary>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.</exception>
    public Task<Change> EnsureAsync<T>(T desired, Action<T> mutate, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        EnsureAsync(
            desired,
            live =>
            {
                var copy = ApiJson.Clone(live);
                mutate(copy);
                return JsonNode.DeepEquals(ApiJson.Of(live), ApiJson.Of(copy)) ? live : copy;
            },
            cancellationToken);

    /// <summary>Reads an object; null when there is none.</summary>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.</exception>
    public Task<T?> FindAsync<T>(string? space, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var resource = ApiResources.Of<T>();
        var metadata = new V1ObjectMeta { Name = name, NamespaceProperty = space };
        return Retry.RunAsync($"read {resource.TargetOf(metadata)}", ct => ReadAsync(resource, metadata, ct), cancellationToken);
    }

    /// <summary>Reads all objects of a list, page by page where the API server has pages.</summary>
    /// <param name="what">What is listed, for errors: <c>bootstrap tokens</c>.</param>
    /// <param name="read">Reads the page that a token stands for, the first one for null; the last argument ends the request.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>, <c>ApiAnswerInvalid</c>.</exception>
    public Task<IReadOnlyList<TItem>> ListAsync<TList, TItem>(
        string what, Func<string?, CancellationToken, Task<TList>> read, CancellationToken cancellationToken)
        where TList : IItems<TItem>, IMetadata<V1ListMeta> =>
        Retry.RunAsync($"list {what}", ct => ApiPages.ReadAsync<TList, TItem>($"list {what}", token => read(token, ct)), cancellationToken);

    /// <summary>
    /// Changes a Node by a strategic merge patch of what <paramref name="mutate"/> does to it. Waits, within the time limit, for
    /// the Node to be there and to have the label of its host name, with which the kubelet completes its registration.
    /// </summary>
    /// <exception cref="KubeadmException"><c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.</exception>
    public Task<Change> PatchNodeAsync(string name, Action<V1Node> mutate, CancellationToken cancellationToken) =>
        Retry.RunAsync($"patch nodes/{name}", ct => PatchNodeOnceAsync(name, mutate, ct), cancellationToken, IsNodeNotYetThere);

    private static bool IsNodeNotYetThere(Exception error) => ApiErrors.IsNotFound(error) || error is NodeNotRegisteredException;

    private async Task<Change> PatchNodeOnceAsync(string name, Action<V1Node> mutate, CancellationToken cancellationToken)
    {
        var node = await Api.CoreV1.ReadNodeAsync(name, cancellationToken: cancellationToken);
        if (node.Metadata.Labels?.ContainsKey(HostNameLabel) != true)
        {
            throw new NodeNotRegisteredException(name);
        }

        var before = ApiJson.Of(node);
        mutate(node);
        var after = ApiJson.Of(node);
        var patch = MergePatch.Between(before, after);
        if (patch.Count == 0)
        {
            return new Change(ChangeKind.ApiObject, $"nodes/{name}", ChangeAction.Unchanged);
        }

        // A strategic merge patch may be had by the rules of a plain one as long as it touches no list that has a merge key;
        // of those kubeadm changes, taints are such a list: they are replaced whole.
        var body = new V1Patch(patch.ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
        await Api.CoreV1.PatchNodeAsync(body, name, cancellationToken: cancellationToken);
        return new Change(ChangeKind.ApiObject, $"nodes/{name}", ChangeAction.Update) { OldDigest = Digest(before), NewDigest = Digest(after) };
    }

    private Task<Change> EnsureAsync<T>(T desired, Func<T, T> next, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var resource = ApiResources.Of<T>();
        desired.ApiVersion = resource.ApiVersion;
        desired.Kind = resource.Kind;
        return Retry.RunAsync(
            $"write {resource.TargetOf(desired.Metadata)}",
            ct => EnsureOnceAsync(resource, desired, next, ct),
            cancellationToken,
            ApiErrors.IsNotFound);
    }

    private async Task<Change> EnsureOnceAsync<T>(ApiResource<T> resource, T desired, Func<T, T> next, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var target = resource.TargetOf(desired.Metadata);
        var live = await ReadAsync(resource, desired.Metadata, cancellationToken);
        if (live is null)
        {
            await resource.Create(Api, desired, cancellationToken);
            return Describe(target, ChangeAction.Create, null, desired);
        }

        var wanted = next(live);
        if (ReferenceEquals(wanted, live))
        {
            return Describe(target, ChangeAction.Unchanged, live, live);
        }

        await resource.Replace(Api, wanted, cancellationToken);
        return Describe(target, ChangeAction.Update, live, wanted);
    }

    private async Task<T?> ReadAsync<T>(ApiResource<T> resource, V1ObjectMeta metadata, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await resource.Read(Api, metadata, cancellationToken);
        }
        catch (Exception error) when (ApiErrors.IsNotFound(error))
        {
            return null;
        }
    }

    private static T Updated<T>(T desired, T live)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (DesiredState.IsCarriedBy(ApiJson.Of(desired), ApiJson.Of(live)))
        {
            return live;
        }

        // With the version that was looked at, someone else's change in between is a conflict, and is looked at again.
        var wanted = ApiJson.Clone(desired);
        wanted.Metadata.ResourceVersion = live.Metadata.ResourceVersion;
        return wanted;
    }

    private static Change Describe<T>(string target, string action, T? before, T after)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        // A digest of a secret would let a guess at it be checked.
        var secret = after is V1Secret;
        return new Change(ChangeKind.ApiObject, target, action)
        {
            OldDigest = secret || before is null ? null : Digest(ApiJson.Of(before)),
            NewDigest = secret ? null : Digest(ApiJson.Of(after)),
        };
    }

    private static string Digest(JsonObject value) => HexDigest.Of(Encoding.UTF8.GetBytes(value.ToJsonString()));

    private sealed class NodeNotRegisteredException(string name)
        : KubeadmException(ApiErrors.RequestFailed, $"nodes/{name} has no label {HostNameLabel} yet: its kubelet has not completed the registration")
    {
    }
}
