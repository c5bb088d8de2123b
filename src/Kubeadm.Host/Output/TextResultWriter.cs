using System.Management.Automation;

namespace Kubeadm.Host.Output;

/// <summary>Writes results for people: by the module's views, else one property a line. Rows of one kind make one table.</summary>
internal sealed class TextResultWriter(TextWriter output) : ResultWriter
{
    private readonly List<PSObject> _rows = [];
    private View? _view;
    private bool _first = true;

    /// <inheritdoc/>
    public override void Add(PSObject result)
    {
        var view = ViewCatalog.Find(result);
        if (_rows.Count > 0 && (view is null || view != _view))
        {
            Complete();
        }

        if (view is null)
        {
            Separate();
            WriteWithoutView(result);
            return;
        }

        _view = view;
        _rows.Add(result);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_rows.Count > 0)
        {
            Separate();
            _view!.Write(output, _rows);
            _rows.Clear();
        }
    }

    private void WriteWithoutView(PSObject result)
    {
        if (HelpView.Shows(result))
        {
            HelpView.Write(output, result);
        }
        else
        {
            PlainText.Write(output, result);
        }
    }

    private void Separate()
    {
        if (!_first && _view is not null)
        {
            output.WriteLine();
        }

        _first = false;
    }
}
