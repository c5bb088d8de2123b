namespace Kubeadm.Engine.Serialization;

/// <summary>Texts from outside as messages show them: a value of a megabyte is no help in finding it.</summary>
internal static class Excerpt
{
    private const int Longest = 200;

    /// <summary>The text, or its beginning where it is long.</summary>
    public static string Of(string text) => text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}… ({text.Length} characters)";
}
