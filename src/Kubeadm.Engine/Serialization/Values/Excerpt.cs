namespace Kubeadm.Engine.Serialization.Values;

/// <summary>Texts from outside as messages show them: a value of a megabyte is no help in finding it.</summary>
internal static class Excerpt
{
    private const int LongestValue = 200;
    private const int LongestMessage = 4000;

    /// <summary>A value, or its beginning where it is long.</summary>
    public static string Of(string value) => Cut(value, LongestValue);

    /// <summary>What another program said, or its beginning where it is long.</summary>
    public static string OfMessage(string message) => Cut(message, LongestMessage);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text.AsSpan(0, longest)}… ({text.Length} characters)";
}
