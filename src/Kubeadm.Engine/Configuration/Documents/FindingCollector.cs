using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>Gathers what is found wrong with the documents of a configuration, each with its file and line where they are known.</summary>
internal sealed partial class FindingCollector
{
    private readonly List<Finding> _findings = [];
    private readonly List<ConfigurationDocument> _documents = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public bool HasErrors => _findings.Exists(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>Registers a document in which the lines of fields are looked up.</summary>
    public void LookIn(ConfigurationDocument document) => _documents.Add(document);

    public void Add(Finding finding) => _findings.Add(finding);

    public void Advise(string field, string message) => _findings.Add(At(field, FindingSeverity.Advice, message));

    public void Warn(string field, string message) => _findings.Add(At(field, FindingSeverity.Warning, message));

    public void Error(string field, string message)
    {
        if (!GoesOn || !_findings.Exists(found => found.Severity == FindingSeverity.Error && found.Field.Length > 0 && IsAtOrBelow(field, found.Field)))
        {
            _findings.Add(At(field, FindingSeverity.Error, message));
        }
    }

    /// <summary>Runs something whose error is a finding about a field.</summary>
    public void Try(string field, Action action)
    {
        try
        {
            action();
        }
        catch (KubeadmException e) when (e.Kind == KubeadmErrorKind.InvalidInput)
        {
            Error(field, e.Message.StartsWith(field + ": ", StringComparison.Ordinal) ? e.Message[(field.Length + 2)..] : e.Message);
        }
    }

    /// <summary>
    /// Whether work goes on after errors, for a report of everything that is wrong: what could not be decoded is as if it were not given,
    /// and what else is wrong with that field is not added.
    /// </summary>
    public bool GoesOn { get; init; }

    public void ThrowIfErrors()
    {
        if (HasErrors && !GoesOn)
        {
            throw new ConfigurationException(_findings);
        }
    }

    /// <summary>A finding with the place of its field, or of the nearest field around it that is written.</summary>
    private Finding At(string field, string severity, string message)
    {
        for (var path = ElementNumber().Replace(field, "[$1]"); path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            foreach (var document in _documents)
            {
                if (document.Yaml.LineOf(path) is { } line)
                {
                    return new(severity, field, message, line) { File = document.File };
                }
            }
        }

        return new(severity, field, message);
    }

    private static bool IsAtOrBelow(string field, string other) =>
        ElementNumber().Replace(field, "[$1]") is var path && ElementNumber().Replace(other, "[$1]") is var above
        && path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] is '.' or '[');

    [GeneratedRegex(@"\.(\d+)(?=\.|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex ElementNumber();
}
