namespace Kubeadm.Engine.Patches;

/// <summary>How much work patches may cause. Depth and size of each file are limited as those of all YAML are.</summary>
internal static class PatchLimits
{
    /// <summary>How many operations a JSON patch may have: as many as the API server takes.</summary>
    public const int Operations = 10_000;

    /// <summary>
    /// How much the operations of a JSON patch may copy and move, in characters, each value anew: as much as the API server lets them copy
    /// (its limit of a request's body, 3 MiB). Copies of copies double with every operation.
    /// </summary>
    public const int CopiedCharacters = 3 * 1024 * 1024;

    /// <summary>How many elements a list that is merged may have. Each is compared with others; the longest of a Pod have some hundred.</summary>
    public const int ListElements = 10_000;

    /// <summary>How many files a folder of patches may have. There are six targets.</summary>
    public const int Files = 1000;

    /// <summary>How many bytes all files of a folder may have together.</summary>
    public const int TotalBytes = 16 * 1024 * 1024;
}
