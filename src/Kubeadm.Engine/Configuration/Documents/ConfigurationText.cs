using System.Diagnostics.CodeAnalysis;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>A file of a configuration.</summary>
/// <param name="Path">The file as its user calls it; null for a text that comes from no file.</param>
/// <param name="Text">What is in it.</param>
public sealed record ConfigurationFile(string? Path, string Text);

/// <summary>The text of a configuration: one file, or several that are read as one.</summary>
/// <param name="Files">The files, in order. Findings name the file and count its own lines.</param>
public sealed record ConfigurationText(IReadOnlyList<ConfigurationFile> Files)
{
    /// <summary>Wraps a text that comes from no file.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ConfigurationText?(string? text) => text is null ? null : FromString(text);

    /// <summary>Wraps a text that comes from no file.</summary>
    public static ConfigurationText FromString(string text) => new([new ConfigurationFile(null, text)]);
}
