using System.Management.Automation;

namespace Kubeadm.Host.Output;

/// <summary>Writes results for people: the lines that PowerShell's formatting made of them, without the empty ones around them.</summary>
internal sealed class TextResultWriter(TextWriter output) : ResultWriter
{
    private int _emptyLines;
    private bool _isBegun;

    /// <inheritdoc/>
    public override void Add(PSObject result)
    {
        var line = result.ToString().TrimEnd();
        if (line.Length == 0)
        {
            _emptyLines += _isBegun ? 1 : 0;
            return;
        }

        for (; _emptyLines > 0; _emptyLines--)
        {
            output.WriteLine();
        }

        output.WriteLine(line);
        _isBegun = true;
    }

    /// <inheritdoc/>
    public override void Complete()
    {
    }
}
