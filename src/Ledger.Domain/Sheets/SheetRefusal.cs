// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Sheets;

/// <summary>Why a sheet, or a line of it, is refused.</summary>
public abstract record SheetRefusal : Refusal;

/// <summary>The bytes are no UTF-8.</summary>
public sealed record CsvEncoding : SheetRefusal
{
    public override string Code => "csv-encoding";
}

/// <summary>There is no line with anything on it.</summary>
public sealed record CsvEmpty : SheetRefusal
{
    public override string Code => "csv-empty";
}

/// <summary>A sheet has at most so many lines.</summary>
public sealed record CsvTooLong(int Most) : SheetRefusal
{
    public override string Code => "csv-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("most", Most));
}

/// <summary>A control character, such as NUL.</summary>
public sealed record CsvCharacter(char Character) : SheetRefusal
{
    public override string Code => "csv-character";

    public override IReadOnlyDictionary<string, string> Args => Named(("character", $"U+{(int)Character:X4}"));
}

/// <summary>A quote is opened and never closed.</summary>
public sealed record CsvQuoteOpen : SheetRefusal
{
    public override string Code => "csv-quote-open";
}

/// <summary>A quote within a bare field, or text behind a closing quote.</summary>
public sealed record CsvQuoteStray : SheetRefusal
{
    public override string Code => "csv-quote-stray";
}

/// <summary>A carriage return without a line feed.</summary>
public sealed record CsvLineEnd : SheetRefusal
{
    public override string Code => "csv-line-end";
}

/// <summary>The line has another number of columns than the first.</summary>
public sealed record CsvColumns(int Given, int Expected) : SheetRefusal
{
    public override string Code => "csv-columns";

    public override IReadOnlyDictionary<string, string> Args => Named(("given", Given), ("expected", Expected));
}

/// <summary>More than one column, and no header line that names them.</summary>
public sealed record CsvHeaderMissing(int Columns) : SheetRefusal
{
    public override string Code => "csv-header-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("columns", Columns));
}

/// <summary>No column has this name.</summary>
public sealed record CsvHeaderUnknown(string Name) : SheetRefusal
{
    public override string Code => "csv-header-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>Two columns have this name.</summary>
public sealed record CsvHeaderTwice(string Name) : SheetRefusal
{
    public override string Code => "csv-header-twice";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>The value is none that the column takes.</summary>
public sealed record CsvValue(string Name, string Value) : SheetRefusal
{
    public override string Code => "csv-value";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name), ("value", Value));
}
