using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Kubeconfigs;

/// <summary>What kubeconfigs for users are wanted.</summary>
public sealed record UserKubeconfigRequest
{
    /// <summary>The users, each with the kubeconfig that it gets.</summary>
    public required IReadOnlyList<UserCredential> Users { get; init; }

    /// <summary>The text of the configuration; null means that of <see cref="Kubeconfig"/>'s cluster, or the defaults.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The kubeconfig for asking the cluster for its configuration; null means that it is not asked, as in kubeadm.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The folder that the files go to; null means that none are written.</summary>
    public string? OutputDirectory { get; init; }

    /// <summary>Whether files that are there are replaced.</summary>
    public bool Force { get; init; }
}

/// <summary>By what a user is known to the cluster.</summary>
/// <param name="ClientName">The user's name.</param>
public sealed record UserCredential(string ClientName)
{
    /// <summary>The organizations of the client certificate: the user's groups.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>A bearer token in place of a client certificate; null means a certificate. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>How long the client certificate is valid. A configuration's own period does not count here, as in kubeadm.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The user's name, and nothing that is secret.</summary>
    public override string ToString() => ClientName;
}
