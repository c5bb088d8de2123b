using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Versions;

/// <summary>What a version or label stands for.</summary>
/// <param name="Version">The version, with its <c>v</c>.</param>
/// <param name="Warning">Why it is not what the label asked for, or null.</param>
public sealed record ResolvedVersion(string Version, string? Warning = null)
{
    /// <summary>Whether the release server did not tell, so that this module's own release stands for the label.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Why the release server did not tell; null where it did, or was not to be asked.</summary>
    public string? Cause { get; init; }

    /// <summary>The version, once a warning about how it came about has been said.</summary>
    /// <param name="warn">Receives the warning, if there is one.</param>
    public KubernetesVersion Announce(Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        if (Warning is not null)
        {
            warn(Warning);
        }

        return KubernetesVersion.Parse(Version);
    }
}

/// <summary>
/// Turns version labels (<c>stable</c>, <c>stable-1</c>, <c>latest-1.36</c>, <c>ci/latest</c>) into versions by asking Kubernetes' release server
/// (https://kubernetes.io/releases/download/). Versions stay what they are. Where the server cannot be reached it is this module's own release.
/// </summary>
/// <param name="createHandler">Creates the connection for one request; null for one over the environment's proxy. It is disposed after use.</param>
/// <param name="timeout">How long to wait for the server; ten seconds if not given, as kubeadm does.</param>
public sealed partial class VersionResolver(Func<HttpMessageHandler>? createHandler = null, TimeSpan? timeout = null)
{
    private const string ReleaseServer = "https://dl.k8s.io/release";
    private const string CiServer = "https://storage.googleapis.com/k8s-release-dev";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A resolver that asks no server, where the version makes no difference: labels stand for this module's own release.</summary>
    public static VersionResolver Offline { get; } = new() { AsksServer = false };

    /// <summary>The releases that are known; the newest stands for labels that cannot be looked up.</summary>
    public ReleaseTable Releases { get; init; } = KubernetesReleases.Table;

    private bool AsksServer { get; init; } = true;

    /// <summary>The same, but the server is waited for no longer than this.</summary>
    public VersionResolver Within(TimeSpan limit) => new(createHandler, timeout < limit ? timeout : limit) { Releases = Releases, AsksServer = AsksServer };

    /// <summary>Whether a version asks for a continuous-integration build.</summary>
    public static bool IsCi(string versionOrLabel) => BucketPattern().Match(versionOrLabel) is { Success: true } match && match.Groups[1].Value.StartsWith("ci", StringComparison.Ordinal);

    /// <summary>Resolves a version or label.</summary>
    /// <exception cref="KubeadmException"><c>InvalidVersion</c>: neither a version nor a label.</exception>
    public async Task<ResolvedVersion> ResolveAsync(string versionOrLabel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versionOrLabel);
        if (Normalize(versionOrLabel) is { } given)
        {
            return new(given);
        }

        var match = BucketPattern().Match(versionOrLabel);
        var label = match.Success ? match.Groups[2].Value : "";
        if (Normalize(label) is { } build)
        {
            return new(build);
        }

        if (!LabelPattern().IsMatch(label))
        {
            throw VersionErrors.NeitherVersionNorLabel(versionOrLabel);
        }

        var bucket = match.Groups[1].Value;
        return await ResolveLabelAsync(bucket.StartsWith("ci", StringComparison.Ordinal) ? $"{CiServer}/{bucket.TrimEnd('/')}" : ReleaseServer, label, cancellationToken);
    }

    /// <summary>
    /// Resolves a version, a label, or a minor without a patch, <c>v1.36</c>, which stands for its newest patch: by the release server, or
    /// where that does not tell by the releases that are known. Never for one of another minor.
    /// </summary>
    /// <exception cref="KubeadmException"><c>InvalidVersion</c>: none of these, or no patch of the minor is known.</exception>
    public async Task<ResolvedVersion> ResolveNewestAsync(string versionOrLabel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versionOrLabel);
        if (!MinorPattern().IsMatch(versionOrLabel) || !KubernetesVersion.TryParse(versionOrLabel + ".0", out var minor))
        {
            return await ResolveAsync(versionOrLabel, cancellationToken);
        }

        var newest = await ResolveAsync($"stable-{minor.Series}", cancellationToken);
        var found = newest.IsFallback ? Releases.Find(minor)?.Current : KubernetesVersion.Parse(newest.Version);
        return found is { } version && version.MinorsAheadOf(minor) == 0
            ? newest with { Version = version.ToTag(), Warning = $"'{versionOrLabel}' names no patch; using {version.ToTag()}, the newest of {minor.Series} that {(newest.IsFallback ? "is known here" : "there is")}." }
            : throw VersionErrors.PatchMissing(versionOrLabel);
    }

    private async Task<ResolvedVersion> ResolveLabelAsync(string server, string label, CancellationToken cancellationToken)
    {
        var own = Releases.Current.Current;
        if (!AsksServer)
        {
            return new(own.ToTag()) { IsFallback = true };
        }

        string answer;
        try
        {
            answer = await FetchAsync(new Uri($"{server}/{label}.txt"), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var cause = e is OperationCanceledException ? "no answer in time" : e.Message;
            return new(own.ToTag(), $"The version label '{label}' could not be looked up ({cause}); using {own.ToTag()}.") { IsFallback = true, Cause = cause };
        }

        if (!KubernetesVersion.TryParse(answer, out var remote))
        {
            throw VersionErrors.NeitherVersionNorLabel(answer);
        }

        var ownLabel = $"stable-{own.Series}";
        if ((remote.Major, remote.Minor).CompareTo((own.Major, own.Minor)) <= 0)
        {
            return new(remote.ToTag());
        }

        return label == ownLabel
            ? new(own.ToTag(), $"The release server named {remote.ToTag()} for '{label}'; using {own.ToTag()}.")
            : await ResolveLabelAsync(ReleaseServer, ownLabel, cancellationToken);
    }

    private async Task<string> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        var limit = new AnswerLimit(timeout ?? DefaultTimeout, AnswerLimit.VersionBytes);
        using var client = createHandler is null ? WebClient.OfServer(EnvironmentProxy.OfProcess, address, limit) : WebClient.Over(createHandler(), limit);
        var answer = await client.GetAsync(address, cancellationToken);
        return answer.IsSuccess ? answer.Text.Trim() : throw new HttpRequestException($"the server answered with status {answer.Status}");
    }

    /// <summary>The version with its <c>v</c>; null when the text is none.</summary>
    private static string? Normalize(string text) => !VersionPattern().IsMatch(text) ? null : text.StartsWith('v') ? text : "v" + text;

    [GeneratedRegex(@"^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)([-A-Za-z0-9_.+]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^v?[1-9]\.[1-9][0-9]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MinorPattern();

    [GeneratedRegex(@"^((latest|stable)+(-[1-9](\.[1-9]([0-9])?)?)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^((?:release|ci)/)?([-A-Za-z0-9_.+]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketPattern();
}
