namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>Texts of a configuration, in which empty means not given.</summary>
internal static class Text
{
    /// <summary>The text that is wanted, or another where none is.</summary>
    public static string Either(string? wanted, string otherwise) => string.IsNullOrEmpty(wanted) ? otherwise : wanted;
}
