namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// Stops documents whose aliases make them grow out of all proportion ("billion laughs"), by go-yaml's rule:
/// the larger a document becomes, the smaller the share of its values that may come from aliases.
/// </summary>
/// <param name="budget">Counts the values of all documents of the text.</param>
internal sealed class YamlAliasGuard(YamlBudget budget)
{
    private const int SmallDocument = 400_000;
    private const int LargeDocument = 4_000_000;
    private const double SmallShare = 0.99;
    private const double LargeShare = 0.10;

    private readonly HashSet<YamlTreeNode> _open = [];
    private int _values;
    private int _fromAliases;

    /// <summary>Whether the values being counted come from an alias.</summary>
    public bool InAlias => _open.Count > 0;

    public void Count(int line)
    {
        budget.CountValue(line);
        _values++;
        _fromAliases += InAlias ? 1 : 0;
        if (_fromAliases > 100 && _values > 1000 && (double)_fromAliases / _values > AllowedShare())
        {
            throw YamlErrors.TooMuchFromAliases(line);
        }
    }

    public void Enter(YamlTreeNode alias)
    {
        if (!_open.Add(alias))
        {
            throw YamlErrors.AnchorInItself(alias.Line, alias.Text);
        }
    }

    public void Leave(YamlTreeNode alias) => _open.Remove(alias);

    private double AllowedShare() => _values switch
    {
        <= SmallDocument => SmallShare,
        >= LargeDocument => LargeShare,
        _ => SmallShare - ((SmallShare - LargeShare) * (_values - SmallDocument) / (LargeDocument - SmallDocument)),
    };
}
