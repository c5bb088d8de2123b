using System.Globalization;
using System.Text;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// Writes characters as libyaml's emitter lays them out, of which go-yaml is a port:
/// lines are folded at the first single space after column 80, columns counted in characters.
/// </summary>
internal sealed class YamlTextWriter
{
    private const int BestWidth = 80;
    private readonly StringBuilder _text = new();
    private int _column;

    /// <summary>Whether nothing but indentation and its indicators (<c>-</c>, <c>?</c>) stands on the line.</summary>
    private bool _onlyIndentation = true;

    /// <summary>Whether the last character parts tokens already.</summary>
    private bool _afterWhitespace = true;

    public override string ToString() => _text.ToString();

    /// <summary>Moves to a column, on a new line unless the line holds nothing yet beyond indentation.</summary>
    public void StartLine(int indent)
    {
        if (!_onlyIndentation || _column > indent || (_column == indent && !_afterWhitespace))
        {
            BreakLine();
        }

        if (_column < indent)
        {
            _text.Append(' ', indent - _column);
            _column = indent;
        }

        _afterWhitespace = true;
        _onlyIndentation = true;
    }

    public void WriteIndicator(string indicator, bool staysIndentation = false)
    {
        Separate();
        Append(indicator);
        _onlyIndentation &= staysIndentation;
    }

    public void WriteColon()
    {
        Append(":");
        _onlyIndentation = false;
    }

    public void WriteScalar(YamlScalar scalar, int indent, bool mayFold)
    {
        switch (scalar.Style)
        {
            case YamlScalarStyle.Plain:
                Separate();
                WriteFlow(scalar.Text, indent, mayFold, doubleQuotes: false, ends: false);
                break;
            case YamlScalarStyle.SingleQuoted:
                WriteIndicator("'");
                WriteFlow(scalar.Text, indent, mayFold, doubleQuotes: true, ends: true);
                Append("'");
                break;
            case YamlScalarStyle.DoubleQuoted:
                WriteIndicator("\"");
                WriteDoubleQuoted(scalar.Text, indent, mayFold);
                Append("\"");
                break;
            default:
                WriteLiteral(scalar.Text, indent);
                return;
        }

        _onlyIndentation = false;
    }

    /// <summary>The inside of a plain or single-quoted scalar.</summary>
    private void WriteFlow(string value, int indent, bool mayFold, bool doubleQuotes, bool ends)
    {
        var inSpaces = false;
        var inBreaks = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == ' ')
            {
                var isEdge = ends && (i == 0 || i == value.Length - 1);
                if (mayFold && !inSpaces && _column > BestWidth && !isEdge && NextIs(value, i, ' ') is false)
                {
                    StartLine(indent);
                }
                else
                {
                    Append(c);
                }

                inSpaces = true;
            }
            else if (YamlCharacters.IsBreak(c))
            {
                CopyBreak(c);
                inBreaks = true;
            }
            else
            {
                if (inBreaks)
                {
                    StartLine(indent);
                }

                Append(c);
                if (doubleQuotes && c == '\'')
                {
                    Append(c);
                }

                _onlyIndentation = false;
                inSpaces = inBreaks = false;
            }
        }
    }

    private void WriteDoubleQuoted(string value, int indent, bool mayFold)
    {
        // go-yaml asks whether the text, not the character, starts with a byte order mark, and then escapes all of it.
        var escapeAll = value.StartsWith(YamlCharacters.ByteOrderMark);
        var inSpaces = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (escapeAll || !YamlCharacters.IsPrintable(c) || YamlCharacters.IsBreak(c) || c is '"' or '\\')
            {
                var rune = Rune.TryGetRuneAt(value, i, out var whole) ? whole.Value : c;
                i += rune > char.MaxValue ? 1 : 0;
                Append(Escape(rune));
                inSpaces = false;
            }
            else if (c == ' ')
            {
                if (mayFold && !inSpaces && _column > BestWidth && i > 0 && i < value.Length - 1)
                {
                    StartLine(indent);
                    Append(NextIs(value, i, ' ') ? "\\" : "");
                }
                else
                {
                    Append(c);
                }

                inSpaces = true;
            }
            else
            {
                Append(c);
                inSpaces = false;
            }
        }
    }

    private void WriteLiteral(string value, int indent)
    {
        WriteIndicator("|");
        if (value[0] == ' ' || YamlCharacters.IsBreak(value[0]))
        {
            Append("2");
        }

        var endsInBreak = YamlCharacters.IsBreak(value[^1]);
        if (!endsInBreak)
        {
            Append("-");
        }
        else if (value.Length == 1 || YamlCharacters.IsBreak(value[^2]))
        {
            Append("+");
        }

        BreakLine();
        _onlyIndentation = true;
        _afterWhitespace = true;
        var inBreaks = true;
        foreach (var c in value)
        {
            if (YamlCharacters.IsBreak(c))
            {
                CopyBreak(c);
                inBreaks = true;
                continue;
            }

            if (inBreaks)
            {
                StartLine(indent);
            }

            Append(c);
            _afterWhitespace = true;
            _onlyIndentation = inBreaks = false;
        }
    }

    private static bool NextIs(string value, int i, char c) => i + 1 < value.Length && value[i + 1] == c;

    private static string Escape(int rune) => rune switch
    {
        0x00 => "\\0",
        0x07 => "\\a",
        0x08 => "\\b",
        0x09 => "\\t",
        0x0A => "\\n",
        0x0B => "\\v",
        0x0C => "\\f",
        0x0D => "\\r",
        0x1B => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        YamlCharacters.NextLine => "\\N",
        0xA0 => "\\_",
        YamlCharacters.LineSeparator => "\\L",
        YamlCharacters.ParagraphSeparator => "\\P",
        <= 0xFF => "\\x" + rune.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + rune.ToString("X4", CultureInfo.InvariantCulture),
        _ => "\\U" + rune.ToString("X8", CultureInfo.InvariantCulture),
    };

    private void Separate()
    {
        if (!_afterWhitespace)
        {
            Append(' ');
        }
    }

    private void CopyBreak(char c)
    {
        if (c == '\n')
        {
            BreakLine();
        }
        else
        {
            _text.Append(c);
            _column = 0;
        }

        _onlyIndentation = true;
    }

    private void BreakLine()
    {
        _text.Append('\n');
        _column = 0;
    }

    private void Append(string value)
    {
        foreach (var c in value)
        {
            Append(c);
        }
    }

    private void Append(char c)
    {
        _text.Append(c);
        _column++;
        _afterWhitespace = false;
    }
}
