using System.Text;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>A parser of something from outside, and texts from which its inputs are made.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Texts that it reads.</param>
/// <param name="Read">Reads an input. Only <see cref="KubeadmException"/> may come out of it.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    /// <summary>A parser of texts.</summary>
    public static FuzzTarget OfText(string name, Action<string> read, params string[] seeds) =>
        OfBytes(name, input => read(Encoding.UTF8.GetString(input)), seeds);

    /// <summary>A parser of files.</summary>
    public static FuzzTarget OfBytes(string name, Action<byte[]> read, params string[] seeds) => new(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], read);

    public override string ToString() => Name;
}
