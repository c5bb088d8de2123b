using System.Security.Cryptography;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>Names of the files in which new content is written beside a file. Nobody can foresee them, and put something there first.</summary>
internal static class TemporaryName
{
    private const int RandomLength = 12;
    private const string Suffix = ".tmp";

    /// <summary>A new name for a file's.</summary>
    public static string For(string name) => $".{name}.{RandomNumberGenerator.GetHexString(RandomLength, lowercase: true)}{Suffix}";

    /// <summary>Whether a name is one of those that a run left which was killed while it wrote this file.</summary>
    public static bool IsOf(string name, string candidate) =>
        candidate.Length == name.Length + RandomLength + Suffix.Length + 2
        && candidate.StartsWith($".{name}.", StringComparison.Ordinal)
        && candidate.EndsWith(Suffix, StringComparison.Ordinal);
}
