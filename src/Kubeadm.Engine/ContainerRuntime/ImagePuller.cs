using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.ContainerRuntime;

/// <summary>Brings images to the node.</summary>
public sealed class ImagePuller(IContainerRuntime runtime)
{
    private const int Attempts = 5;

    /// <summary>Pulls images under a policy.</summary>
    /// <param name="images">The images' references.</param>
    /// <param name="policy"><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</param>
    /// <param name="serial">Whether they are pulled one after the other instead of all at once.</param>
    /// <param name="progress">Hears which image is being pulled and how many are done; may be null.</param>
    /// <param name="cancellationToken">Stops the pulls.</param>
    /// <returns>A change per image in the order given; none where the policy is <c>Never</c>.</returns>
    /// <exception cref="KubeadmException">
    /// <c>ImagePullFailed</c>: some images could not be had, after all were tried; <c>InvalidConfiguration</c>: the policy is unknown.
    /// </exception>
    public async Task<IReadOnlyList<Change>> PullAsync(
        IReadOnlyList<string> images, string policy, bool serial, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        if (policy == "Never")
        {
            return [];
        }

        if (policy is not ("Always" or "IfNotPresent"))
        {
            throw new KubeadmException("InvalidConfiguration", $"nodeRegistration.imagePullPolicy: \"{policy}\" is not a pull policy")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Remedy = "Use Always, IfNotPresent or Never.",
            };
        }

        var done = 0;
        async Task<(Change? Change, string? Error)> OneAsync(string image)
        {
            Report(image);
            var result = await EnsureAsync(image, policy == "IfNotPresent", cancellationToken);
            Interlocked.Increment(ref done);
            Report(image);
            return result;
        }

        void Report(string image) => progress?.Report(new ProgressReport("Pulling images", image, done * 100 / images.Count, done == images.Count));

        var results = serial ? await OneByOneAsync(images, OneAsync) : await Task.WhenAll(images.Select(OneAsync));
        return ThrowIfAnyFailed(results);
    }

    private static async Task<(Change?, string?)[]> OneByOneAsync(
        IReadOnlyList<string> images, Func<string, Task<(Change?, string?)>> pull)
    {
        var results = new (Change?, string?)[images.Count];
        for (var i = 0; i < images.Count; i++)
        {
            results[i] = await pull(images[i]);
        }

        return results;
    }

    private static List<Change> ThrowIfAnyFailed((Change? Change, string? Error)[] results)
    {
        var errors = results.Select(r => r.Error).OfType<string>().ToList();
        return errors.Count == 0
            ? [.. results.Select(r => r.Change!)]
            : throw new KubeadmException("ImagePullFailed", string.Join("; ", errors))
            {
                Remedy = "See that the node reaches the image repository, or set imageRepository to one that it reaches.",
            };
    }

    private async Task<(Change? Change, string? Error)> EnsureAsync(string image, bool keepPresent, CancellationToken cancellationToken)
    {
        var present = await FindAsync(image, cancellationToken);
        if (keepPresent && present is not null)
        {
            var digest = DigestOf(present.Id);
            return (new Change(ChangeKind.Image, image, ChangeAction.Unchanged) { OldDigest = digest, NewDigest = digest }, null);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var pulled = DigestOf(await runtime.PullImageAsync(image, cancellationToken));
                return (ChangeOf(image, present is null ? null : DigestOf(present.Id), present is not null, pulled), null);
            }
            catch (KubeadmException e)
            {
                if (attempt == Attempts || e.Kind == KubeadmErrorKind.Unreachable)
                {
                    return (null, $"cannot pull image {image}: {e.Message}");
                }
            }
        }
    }

    // Like kubeadm: what cannot be looked at is taken as not there, and the pull says what is wrong.
    private async Task<RuntimeImage?> FindAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.GetImageAsync(image, cancellationToken);
        }
        catch (KubeadmException)
        {
            return null;
        }
    }

    private static Change ChangeOf(string image, string? before, bool wasPresent, string? after)
    {
        var action = !wasPresent ? ChangeAction.Create : before == after ? ChangeAction.Unchanged : ChangeAction.Update;
        return new Change(ChangeKind.Image, image, action) { OldDigest = before, NewDigest = after };
    }

    // References end in their digest: "sha256:HEX" alone or after "@".
    private static string? DigestOf(string reference)
    {
        const string algorithm = "sha256:";
        var start = reference.LastIndexOf(algorithm, StringComparison.Ordinal);
        return start < 0 ? null : reference[(start + algorithm.Length)..];
    }
}
