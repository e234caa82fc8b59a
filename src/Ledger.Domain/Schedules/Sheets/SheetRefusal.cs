// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules.Sheets;

/// <summary>Why a sheet, or a line of it, is refused.</summary>
public abstract record SheetRefusal : ScheduleRefusal;

/// <summary>The bytes are no UTF-8.</summary>
public sealed record SheetEncoding : SheetRefusal
{
    public override string Code => "csv-encoding";
}

/// <summary>There is no line with anything on it.</summary>
public sealed record SheetEmpty : SheetRefusal
{
    public override string Code => "csv-empty";
}

/// <summary>A sheet has at most so many lines.</summary>
public sealed record SheetTooLong(int Most) : SheetRefusal
{
    public override string Code => "csv-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("most", Most));
}

/// <summary>A control character, such as NUL.</summary>
public sealed record SheetCharacter(char Character) : SheetRefusal
{
    public override string Code => "csv-character";

    public override IReadOnlyDictionary<string, string> Args => Named(("character", $"U+{(int)Character:X4}"));
}

/// <summary>A quote is opened and never closed.</summary>
public sealed record SheetQuoteOpen : SheetRefusal
{
    public override string Code => "csv-quote-open";
}

/// <summary>A quote within a bare field, or text behind a closing quote.</summary>
public sealed record SheetQuoteStray : SheetRefusal
{
    public override string Code => "csv-quote-stray";
}

/// <summary>A carriage return without a line feed.</summary>
public sealed record SheetLineEnd : SheetRefusal
{
    public override string Code => "csv-line-end";
}

/// <summary>The line has another number of columns than the first.</summary>
public sealed record SheetColumns(int Given, int Expected) : SheetRefusal
{
    public override string Code => "csv-columns";

    public override IReadOnlyDictionary<string, string> Args => Named(("given", Given), ("expected", Expected));
}

/// <summary>More than one column, and no header line that names them.</summary>
public sealed record SheetHeaderMissing(int Columns) : SheetRefusal
{
    public override string Code => "csv-header-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("columns", Columns));
}

/// <summary>No column has this name.</summary>
public sealed record SheetHeaderUnknown(string Name) : SheetRefusal
{
    public override string Code => "csv-header-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>Two columns have this name.</summary>
public sealed record SheetHeaderTwice(string Name) : SheetRefusal
{
    public override string Code => "csv-header-twice";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>The header names no column <c>number</c>.</summary>
public sealed record SheetNumberMissing : SheetRefusal
{
    public override string Code => "csv-number-missing";
}

/// <summary>The value is none that the column takes.</summary>
public sealed record SheetValue(string Name, string Value) : SheetRefusal
{
    public override string Code => "csv-value";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name), ("value", Value));
}

/// <summary>The kind code of the number and that of its column are two.</summary>
public sealed record SheetKindDiffers(string Kind, string Said) : SheetRefusal
{
    public override string Code => "csv-kind-differs";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind), ("said", Said));
}

/// <summary>An earlier line has the number already; this one is left out.</summary>
public sealed record SheetDuplicate(string Publication, int FirstLine) : SheetRefusal
{
    public override string Code => "csv-duplicate";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication), ("line", FirstLine));
}
