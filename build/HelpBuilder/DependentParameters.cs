namespace HelpBuilder;

/// <summary>Parameters that are there with some values of another one: their help begins by saying with which.</summary>
internal static class DependentParameters
{
    /// <summary>What a page does not say, a line for each parameter.</summary>
    public static IEnumerable<string> Unsaid(CmdletShape cmdlet, HelpSection page) =>
        from parameter in cmdlet.Parameters
        where parameter.Decider is not null
        group parameter by parameter.Name into dependent
        let beginning = Beginning(dependent.First().Decider!, [.. dependent.Select(p => p.Set)], cmdlet.Sets.Count)
        let text = MamlWriter.Text(dependent.First(), page).FirstOrDefault()
        where text is not null && (beginning.Length > 0 ? !text.StartsWith(beginning, StringComparison.Ordinal) : text.StartsWith("With -", StringComparison.Ordinal))
        select beginning.Length > 0 ? $"the text of -{dependent.Key} should begin with \"{beginning}\"" : $"-{dependent.Key} is always there, and its text says when it is";

    /// <summary>With which values a parameter is there; nothing where it is with all.</summary>
    private static string Beginning(string decider, IReadOnlyList<string> values, int all) =>
        values.Count == all ? "" : $"With -{decider} {string.Join(" or ", values)}: ";
}
