using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Configuration;

/// <summary>Reads files of configuration that a person names.</summary>
public static class ConfigurationFiles
{
    /// <summary>Reads a file's text.</summary>
    /// <param name="files">Where it is.</param>
    /// <param name="path">The file; a pipe (<c>/dev/stdin</c>) is read to its end.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidConfiguration</c>: it is not text in UTF-8. <c>FileTooLarge</c>, <c>NotAFile</c>, <c>FileReadTimedOut</c>: see
    /// <see cref="INodeFileSystem.ReadAllBytes(string, int)"/>.
    /// </exception>
    public static string ReadText(INodeFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            return KubeYaml.DecodeText(files.ReadAllBytes(path, FileLimits.Configuration));
        }
        catch (KubeadmException problem) when (problem.ErrorId == ErrorIds.InvalidConfiguration)
        {
            throw ConfigurationErrors.InFile(path, problem);
        }
    }

    /// <summary>Reads a file that may not be there; null where it is not.</summary>
    /// <inheritdoc cref="ReadText"/>
    internal static ConfigurationText? ReadIfThere(INodeFileSystem files, string path) =>
        files.FileExists(path) ? new ConfigurationText([new ConfigurationFile(path, ReadText(files, path))]) : null;

    /// <summary>Reads a file that may not have been named; null where none was.</summary>
    /// <inheritdoc cref="ReadText"/>
    internal static ConfigurationText? ReadOptional(INodeFileSystem files, string? path) =>
        string.IsNullOrEmpty(path) ? null : new ConfigurationText([new ConfigurationFile(path, ReadText(files, path))]);
}
