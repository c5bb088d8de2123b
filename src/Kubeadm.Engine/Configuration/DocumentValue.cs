using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration;

/// <summary>A value that may be put into documents, and the fields that it goes to.</summary>
/// <param name="Name">What it is called by whoever gives it.</param>
/// <param name="Value">The value; null where it is not given.</param>
internal sealed record DocumentValue(string Name, object? Value)
{
    private static readonly Dictionary<DefaultDocumentKind, Type> Documents = new()
    {
        [DefaultDocumentKind.Init] = typeof(InitConfiguration),
        [DefaultDocumentKind.Join] = typeof(JoinConfiguration),
        [DefaultDocumentKind.Reset] = typeof(ResetConfiguration),
        [DefaultDocumentKind.Upgrade] = typeof(UpgradeConfiguration),
    };

    private readonly Dictionary<Type, Action<object, object>> _fields = [];

    /// <summary>Adds the field of a kind of document.</summary>
    public DocumentValue In<T>(Action<T, object> set)
    {
        _fields[typeof(T)] = (document, value) => set((T)document, value);
        return this;
    }

    /// <summary>Whether one of these kinds has a field for it.</summary>
    public bool IsInAny(IEnumerable<DefaultDocumentKind> kinds) => kinds.Any(kind => _fields.ContainsKey(Documents[kind]));

    /// <summary>Puts it into a document that has a field for it.</summary>
    public void Set(object document)
    {
        if (_fields.TryGetValue(document.GetType(), out var set))
        {
            set(document, Value!);
        }
    }
}
