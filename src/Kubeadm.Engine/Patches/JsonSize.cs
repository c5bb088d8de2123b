using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Patches;

/// <summary>Measures values that a JSON patch puts into a document, before it does.</summary>
/// <remarks>Values that are measured are no deeper than <see cref="YamlLimits.Depth"/>, so that recursion over them ends.</remarks>
internal sealed class JsonSize
{
    /// <summary>What a value costs beside its text.</summary>
    private const int Overhead = 8;

    private int _copied;

    /// <summary>Counts a value that is copied or moved.</summary>
    /// <exception cref="PatchException">The patch copies or moves too much.</exception>
    public void Count(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                Add(Overhead);
                foreach (var (name, child) in fields)
                {
                    Add(name.Length);
                    Count(child);
                }

                break;
            case JsonArray list:
                Add(Overhead);
                foreach (var item in list)
                {
                    Count(item);
                }

                break;
            default:
                Add(Overhead + (JsonValues.Text(value)?.Length ?? 0));
                break;
        }
    }

    /// <summary>Requires that a value does not make a document too deep.</summary>
    /// <param name="value">The value.</param>
    /// <param name="around">How many values are around the place where it is put.</param>
    /// <exception cref="PatchException">It does.</exception>
    public static void RequireDepth(JsonNode? value, int around)
    {
        if (around > YamlLimits.Depth)
        {
            throw PatchErrors.TooDeep();
        }

        switch (value)
        {
            case JsonObject fields:
                foreach (var (_, child) in fields)
                {
                    RequireDepth(child, around + 1);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    RequireDepth(item, around + 1);
                }

                break;
        }
    }

    private void Add(int characters)
    {
        _copied += characters;
        if (_copied > PatchLimits.CopiedCharacters)
        {
            throw PatchErrors.CopiesTooMuch();
        }
    }
}
