namespace Kubeadm.Host.Completion;

/// <summary>Completes the parameters of a cmdlet on a line of <c>kubeadm-ps</c>.</summary>
internal static class CmdletCompleter
{
    /// <summary>The names of cmdlets.</summary>
    public static IEnumerable<Candidate> Names() => CmdletCatalog.Names.Select(name => new Candidate(name));

    /// <summary>Finds names of parameters, or the values that the parameter before takes.</summary>
    /// <param name="before">The cmdlet and the words after it.</param>
    /// <param name="typed">The last word as far as it is typed.</param>
    /// <returns>The words; null where any file will do.</returns>
    public static IEnumerable<Candidate>? Complete(IReadOnlyList<string> before, string typed)
    {
        var parameters = new CmdletParameters(CmdletCatalog.Find(before[0])!, [.. before.Skip(1)]);
        if (typed.StartsWith('-'))
        {
            return parameters.Names.Select(name => new Candidate("-" + name));
        }

        var last = before[^1];
        return CmdletLine.IsParameter(last) && parameters.ValuesOf(last[1..]) is { } values ? values.Select(value => new Candidate(value)) : null;
    }
}
