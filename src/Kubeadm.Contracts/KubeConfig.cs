using System.Security;

namespace Kubeadm;

/// <summary>A kubeconfig that was made for a user. Its content is a secret.</summary>
public sealed record KubeConfig
{
    internal KubeConfig(string content) => PlainContent = content;

    /// <summary>The user's name.</summary>
    public required string ClientName { get; init; }

    /// <summary>The address of the API server.</summary>
    public required string Server { get; init; }

    /// <summary>The end of the client certificate's validity, UTC; null with a token, whose end the kubeconfig does not tell.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>The file that it was written to; null where it was only given.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// The YAML text: a <see cref="SecureString"/>, or a string after <see cref="AsPlainText"/>. Null where it is longer than a
    /// SecureString can be.
    /// </summary>
    public object? Content => IsTooLong && !ShowsSecret ? null : Secret.Show(PlainContent, ShowsSecret);

    /// <summary>The YAML text. A secret.</summary>
    internal string PlainContent { get; }

    /// <summary>Whether it is longer than a SecureString can be, and to be had as text alone.</summary>
    internal bool IsTooLong => PlainContent.Length > Secret.MaximumLength;

    private bool ShowsSecret { get; init; }

    /// <summary>The same with its secret as text, which JSON, CSV and lists then show.</summary>
    public KubeConfig AsPlainText() => this with { ShowsSecret = true };

    /// <summary>The name, without the secret.</summary>
    public override string ToString() => ClientName;
}
