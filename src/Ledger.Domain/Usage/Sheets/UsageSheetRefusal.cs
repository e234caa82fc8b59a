// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage.Sheets;

/// <summary>Why a sheet of usage, or a line of it, is refused: what a spreadsheet leaves open is asked back, never guessed.</summary>
public abstract record UsageSheetRefusal : UsageRefusal;

/// <summary>The header names no column of this name, which every sheet has.</summary>
public sealed record CsvColumnMissing(string Name) : UsageSheetRefusal
{
    public override string Code => "csv-column-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>There is a header and no line below it.</summary>
public sealed record CsvNoLines : UsageSheetRefusal
{
    public override string Code => "csv-no-lines";
}

/// <summary>The line leaves out what every line says.</summary>
public sealed record CsvMissing(string Name) : UsageSheetRefusal
{
    public override string Code => "csv-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("name", Name));
}

/// <summary>A field that says what it should not: the field's text.</summary>
public abstract record CsvFieldRefusal(string Value) : UsageSheetRefusal
{
    public override IReadOnlyDictionary<string, string> Args => Named(("value", Value));
}

/// <summary>A formula, or the error that one left.</summary>
public sealed record CsvFormula(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-formula";
}

/// <summary>The word is no act.</summary>
public sealed record CsvAct(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-act";
}

/// <summary>The date has another form than 2026-01-31.</summary>
public sealed record CsvDate(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-date";
}

/// <summary>It is no number, or one below zero.</summary>
public sealed record CsvNumber(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number";
}

/// <summary>A comma, which parts thousands in one country and decimals in another.</summary>
public sealed record CsvNumberComma(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-comma";
}

/// <summary>Spaces, apostrophes or points part the thousands.</summary>
public sealed record CsvNumberGrouped(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-grouped";
}

/// <summary>Digits of another script or width.</summary>
public sealed record CsvNumberWide(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-wide";
}

/// <summary>The spreadsheet has written a power of ten, and digits may be lost.</summary>
public sealed record CsvNumberShortened(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-shortened";
}

/// <summary>The number, or the sum up to this line, passes 256 bits.</summary>
public sealed record CsvNumberLarge(string Value) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-large";
}

/// <summary>More decimals than pieces or the currency have.</summary>
public sealed record CsvNumberDecimals(string Value, int Most) : CsvFieldRefusal(Value)
{
    public override string Code => "csv-number-decimals";

    public override IReadOnlyDictionary<string, string> Args => Named(("value", Value), ("most", Most));
}
