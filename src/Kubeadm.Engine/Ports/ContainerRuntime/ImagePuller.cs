using System.Runtime.CompilerServices;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Pulls images to the node.</summary>
/// <param name="runtime">The container runtime that pulls them.</param>
/// <param name="clock">The clock by which pulls are timed and attempts are spaced; null means the system's.</param>
public sealed class ImagePuller(IContainerRuntime runtime, TimeProvider? clock = null)
{
    /// <summary>As many as kubeadm makes.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Pulls images and tells of each, in the order given, as soon as it and those before it are done.</summary>
    /// <param name="images">The images' references.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives what is being pulled and how many are done; may be null.</param>
    /// <param name="cancellationToken">Stops the pulls. So does ceasing to listen.</param>
    public async IAsyncEnumerable<ImagePull> PullEachAsync(
        IReadOnlyList<string> images,
        ImagePullOptions options,
        IProgress<ProgressReport>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var told = new ImagePullProgress(images.Count, progress, _clock);
        var begun = new Queue<Task<ImagePull>>();
        var next = 0;
        try
        {
            while (true)
            {
                while (next < images.Count && MayBegin(begun, options))
                {
                    begun.Enqueue(PullOneAsync(images[next++], options.Policy, told, stopping.Token));
                }

                if (begun.Count == 0)
                {
                    yield break;
                }

                if (begun.Peek().IsCompleted)
                {
                    var pull = await begun.Dequeue();
                    yield return pull;
                    if (pull.Error is not null && options.StopAtFailure)
                    {
                        next = images.Count;
                    }
                }
                else if (begun.Where(pull => !pull.IsCompleted).ToList() is { Count: > 0 } underWay)
                {
                    // The first may have ended since it was looked at; then there may be none to wait for.
                    await Task.WhenAny(underWay);
                }
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(begun.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool MayBegin(Queue<Task<ImagePull>> begun, ImagePullOptions options) =>
        begun.Count(pull => !pull.IsCompleted) < options.AtOnce
        && !(options.StopAtFailure && begun.Any(pull => pull.IsCompletedSuccessfully && pull.Result.Error is not null));

    private async Task<ImagePull> PullOneAsync(string image, string policy, ImagePullProgress told, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        using var line = told.Begin(image);
        var before = await FindAsync(image, cancellationToken);
        if (before is not null && policy == ImagePullOptions.IfNotPresent)
        {
            return Done(image, before, before, began);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await runtime.PullImageAsync(image, cancellationToken);
                return Done(image, before, await FindAsync(image, cancellationToken), began);
            }
            catch (KubeadmException e) when (attempt == Attempts || e.Kind == KubeadmErrorKind.Unreachable)
            {
                line.Fail();
                return new ImagePull(new KubeImage(image), null, ImagePullErrors.Of(image, e));
            }
            catch (KubeadmException e)
            {
                // kubeadm tries again at once; here a registry that is just starting again is given a moment.
                line.Again(attempt + 1, Attempts);
                if (!ImagePullErrors.IsAnswer(e))
                {
                    await Task.Delay(FirstPause * (1 << (attempt - 1)), _clock, cancellationToken);
                }
            }
        }
    }

    /// <summary>Like kubeadm: what cannot be looked at is taken as not there, and the pull says what is wrong.</summary>
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

    private ImagePull Done(string image, RuntimeImage? before, RuntimeImage? after, long began)
    {
        var action = before is null ? ChangeAction.Create : before.Id == after?.Id ? ChangeAction.Unchanged : ChangeAction.Update;
        var result = new KubeImage(image).With(after) with { Present = true, Action = action, Duration = _clock.GetElapsedTime(began) };
        var change = new Change(ChangeKind.Image, image, action) { OldDigest = HashOf(before), NewDigest = HashOf(after) };
        return new ImagePull(result, change, null);
    }

    // An identifier is the digest of the image's configuration, with or without its algorithm.
    private static string? HashOf(RuntimeImage? image) => image?.Id[(image.Id.LastIndexOf(':') + 1)..];
}
