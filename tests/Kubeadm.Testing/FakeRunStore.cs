using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Testing;

/// <summary>Records of runs in memory, beside the files of the machine.</summary>
public sealed class FakeRunStore : IRunStore
{
    private readonly SortedDictionary<string, byte[]> _records = new(StringComparer.Ordinal);

    /// <summary>What keeps records from being written; null for nothing.</summary>
    public Exception? Problem { get; set; }

    /// <summary>Is called with each record that is written.</summary>
    public Action<string> Saved { get; set; } = _ => { };

    public string Folder => "/var/lib/kubeadm-ps/history";

    /// <summary>The records as text, the newest first.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_records)
            {
                return [.. _records.Reverse().Select(record => Encoding.UTF8.GetString(record.Value))];
            }
        }
    }

    public IReadOnlyList<string> Names()
    {
        lock (_records)
        {
            return [.. _records.Keys.Reverse()];
        }
    }

    public byte[] Read(string name)
    {
        lock (_records)
        {
            return _records[name];
        }
    }

    public void Save(string name, byte[] content)
    {
        if (Problem is not null)
        {
            throw Problem;
        }

        lock (_records)
        {
            _records[name] = content;
        }

        Saved(Encoding.UTF8.GetString(content));
    }

    public void Delete(string name)
    {
        lock (_records)
        {
            _records.Remove(name);
        }
    }
}
