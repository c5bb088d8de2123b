namespace Kubeadm.Engine.Workflows;

/// <summary>What kubeconfigs for users are wanted.</summary>
public sealed record UserKubeconfigRequest
{
    /// <summary>The users' names.</summary>
    public required IReadOnlyList<string> ClientNames { get; init; }

    /// <summary>The text of the configuration; null means the defaults.</summary>
    public string? Configuration { get; init; }

    /// <summary>The organizations of the client certificates: the users' groups.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>A bearer token in place of client certificates. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>How long client certificates are valid. A configuration's own period does not count here, as in kubeadm.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The folder that the files go to; null means that none are written.</summary>
    public string? OutputDirectory { get; init; }

    /// <summary>Whether files that are there are replaced.</summary>
    public bool Force { get; init; }
}
