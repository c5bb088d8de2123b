namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>Counts what reading a text has cost, over all its documents, and ends it at the limits (<see cref="YamlLimits"/>).</summary>
internal sealed class YamlBudget
{
    private int _values;
    private int _characters;

    /// <summary>Counts a value or key with aliases followed.</summary>
    public void CountValue(int line) => Count(ref _values, 1, YamlLimits.Values, line, "values");

    /// <summary>
    /// Counts the text of a value or key with aliases followed. Aliases of long texts cost nothing until the values are written again,
    /// then each is written in full.
    /// </summary>
    public void CountText(int length, int line) =>
        Count(ref _characters, length, KubeYaml.MaximumLength, line, "characters in its values");

    private static void Count(ref int counter, int added, int limit, int line, string what)
    {
        counter += added;
        if (counter > limit)
        {
            throw YamlErrors.OverBudget(line, limit, what);
        }
    }
}
