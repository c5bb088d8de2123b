namespace Kubeadm;

/// <summary>A kubeconfig that was made for a user. Its content is a secret.</summary>
public sealed record KubeConfig
{
    /// <summary>The user's name.</summary>
    public required string ClientName { get; init; }

    /// <summary>The address of the API server.</summary>
    public required string Server { get; init; }

    /// <summary>The end of the client certificate's validity, UTC; null with a token, whose end the kubeconfig does not tell.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>The file that it was written to; null where it was only given.</summary>
    public string? Path { get; init; }

    /// <summary>The YAML text. A secret.</summary>
    public required string Content { get; init; }

    /// <summary>The name, without the secret.</summary>
    public override string ToString() => ClientName;
}
