using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security;

namespace Kubeadm;

/// <summary>
/// Secrets of results. They are given as <see cref="SecureString"/>, which neither JSON, CSV nor lists show and which PowerShell's
/// remoting carries encrypted, and as text only to those who ask for that.
/// </summary>
internal static class Secret
{
    /// <summary>How long a text a SecureString holds.</summary>
    public const int MaximumLength = 65536;

    /// <summary>A secret as it is given.</summary>
    /// <param name="text">The secret, or null where there is none.</param>
    /// <param name="asPlainText">Whether it was asked for as text.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static object? Show(string? text, bool asPlainText) => asPlainText ? text : Protect(text);

    /// <summary>A text as a SecureString.</summary>
    /// <param name="text">A text of at most <see cref="MaximumLength"/> characters, or null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static SecureString? Protect(string? text) => text is null ? null : new NetworkCredential("", text).SecurePassword;

    /// <summary>The text of a secret that is a SecureString or text already.</summary>
    [return: NotNullIfNotNull(nameof(secret))]
    public static string? Reveal(object? secret) =>
        secret is SecureString secure ? new NetworkCredential("", secure).Password : secret?.ToString();
}
