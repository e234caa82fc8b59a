// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;

namespace Ledger.Domain.Sheets;

/// <summary>A field of a line.</summary>
/// <param name="Column">The character of its line at which it begins, from 1.</param>
internal readonly record struct CsvField(string Text, int Column);

/// <summary>A line, or what is wrong with it and where.</summary>
/// <param name="Line">The line at which it begins, from 1.</param>
internal sealed record CsvLine(int Line, ImmutableArray<CsvField> Fields, Refusal? Refusal = null, int Column = 1)
{
    public bool IsBlank => Refusal is null && Fields is [{ Text: "" }];
}

/// <summary>Reads CSV as RFC 4180 has it, with a separator of one's own, and says the place of what it does not.</summary>
/// <remarks>
/// <code>
/// file  = line *(end line) [end]      ; a byte order mark may come first
/// end   = CR LF / LF
/// line  = field *(sep field)
/// field = *text / DQUOTE *(text / sep / end / 2DQUOTE) DQUOTE
/// sep   = "," / ";" / TAB             ; one and the same throughout
/// </code>
/// </remarks>
internal sealed class CsvText(string text, char separator)
{
    private int _at;
    private int _line = 1;
    private int _start;

    private int Column => _at - _start + 1;

    private bool IsEnd => _at >= text.Length;

    public static IEnumerable<CsvLine> Read(string text, char separator = ',')
    {
        var reader = new CsvText(text, separator);
        while (!reader.IsEnd)
        {
            yield return reader.ReadLine();
        }
    }

    private CsvLine ReadLine()
    {
        var line = _line;
        var fields = ImmutableArray.CreateBuilder<CsvField>();
        do
        {
            var column = Column;
            if ((IsEnd || text[_at] != '"' ? ReadBare(out var value) : ReadQuoted(out value)) is { } refusal)
            {
                var wrong = new CsvLine(line, [], refusal, _line == line ? Column : 1);
                Skip();
                return wrong;
            }

            fields.Add(new CsvField(value, column));
        }
        while (TakeSeparator());

        TakeEnd();
        return new CsvLine(line, fields.ToImmutable());
    }

    private Refusal? ReadBare(out string value)
    {
        var from = _at;
        for (; !IsEnd && text[_at] != separator && text[_at] != '\n' && !IsCarriageReturn; _at++)
        {
            if (Wrong(text[_at]) is { } wrong)
            {
                value = "";
                return wrong;
            }

            if (text[_at] == '"')
            {
                value = "";
                return new CsvQuoteStray();
            }
        }

        value = text[from.._at];
        return null;
    }

    private Refusal? ReadQuoted(out string value)
    {
        var read = new StringBuilder();
        value = "";
        var (open, start, line) = (_at, _start, _line);
        for (_at++; !IsEnd; _at++)
        {
            var character = text[_at];
            if (character == '"')
            {
                if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    _at++;
                }
                else
                {
                    _at++;
                    value = read.ToString();
                    return IsEnd || text[_at] == separator || text[_at] == '\n' || IsCarriageReturn ? null : new CsvQuoteStray();
                }
            }
            else if (character == '\n')
            {
                (_line, _start) = (_line + 1, _at + 1);
            }
            else if (!IsCarriageReturn && Wrong(character) is { } wrong)
            {
                return wrong;
            }

            read.Append(text[_at]);
        }

        (_at, _start, _line) = (open, start, line); // the place of the quote; what follows is one line after all
        return new CsvQuoteOpen();
    }

    /// <summary>At CR LF.</summary>
    private bool IsCarriageReturn => text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n';

    private static Refusal? Wrong(char character) => character switch
    {
        '\r' => new CsvLineEnd(),
        '\t' => null,
        _ => char.IsControl(character) ? new CsvCharacter(character) : null,
    };

    private bool TakeSeparator()
    {
        if (IsEnd || text[_at] != separator)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void TakeEnd()
    {
        if (IsEnd)
        {
            return;
        }

        _at += text[_at] == '\r' ? 2 : 1;
        (_line, _start) = (_line + 1, _at);
    }

    private void Skip()
    {
        while (!IsEnd && text[_at] != '\n')
        {
            _at++;
        }

        TakeEnd();
    }
}
