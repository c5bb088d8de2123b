using System.Text;

namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>A word of a Corefile.</summary>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="Line">The line that it begins on, counted from one.</param>
internal readonly record struct CorefileToken(string Text, int Line)
{
    /// <summary>The line that it ends on: a quoted word may span lines.</summary>
    public int LastLine => Line + Text.AsSpan().Count('\n');
}

/// <summary>
/// Splits a Corefile into words as CoreDNS does: they are separated by white space, a quote at the start of a word goes to the next
/// quote without a backslash, carriage returns outside of quotes do not count, and a number sign begins a comment wherever it stands.
/// </summary>
internal sealed class CorefileLexer
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly string _text;
    private int _at;
    private int _line = 1;

    private CorefileLexer(string text)
    {
        _text = text;
        _at = text.StartsWith(ByteOrderMark) ? 1 : 0;
    }

    /// <summary>The words of a Corefile.</summary>
    public static IReadOnlyList<CorefileToken> Read(string text)
    {
        var lexer = new CorefileLexer(text);
        List<CorefileToken> tokens = [];
        while (lexer.Next() is { } token)
        {
            tokens.Add(token);
        }

        return tokens;
    }

    private CorefileToken? Next()
    {
        SkipToWord();
        if (_at == _text.Length)
        {
            return null;
        }

        return _text[_at] == '"' ? Quoted() : Plain();
    }

    private void SkipToWord()
    {
        for (var comment = false; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '\n':
                    _line++;
                    comment = false;
                    break;
                case '#':
                    comment = true;
                    break;
                case var other when !comment && !char.IsWhiteSpace(other):
                    return;
            }
        }
    }

    // A comment that begins within a word ends with the next white space, not with the line: CoreDNS reads it so.
    private CorefileToken Plain()
    {
        var word = new StringBuilder();
        var line = _line;
        for (var comment = false; _at < _text.Length && (_text[_at] == '\r' || !char.IsWhiteSpace(_text[_at])); _at++)
        {
            comment |= _text[_at] == '#';
            if (!comment && _text[_at] != '\r')
            {
                word.Append(_text[_at]);
            }
        }

        return new CorefileToken(word.ToString(), line);
    }

    private CorefileToken? Quoted()
    {
        var word = new StringBuilder();
        var line = _line;
        for (_at++; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '"':
                    _at++;
                    return new CorefileToken(word.ToString(), line);
                case '\\' when _at + 1 < _text.Length:
                    _at++;
                    word.Append(_text[_at] == '"' ? "" : "\\").Append(_text[_at]);
                    break;
                case '\\':
                    break;
                default:
                    word.Append(_text[_at]);
                    break;
            }

            _line += _at < _text.Length && _text[_at] == '\n' ? 1 : 0;
        }

        return word.Length > 0 ? new CorefileToken(word.ToString(), line) : null;
    }
}
