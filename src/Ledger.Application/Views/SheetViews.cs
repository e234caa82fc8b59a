// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>POST /usage-sheets</c>: what is right and wrong with a sheet. Nothing of it was stored.</summary>
/// <param name="Separator">What parts its columns: a comma, a semicolon or a TAB.</param>
/// <param name="Columns">The names of its columns as it has them; empty where its header is wrong.</param>
/// <param name="WrongRows">How many rows are wrong; none in a sound sheet.</param>
/// <param name="Wrong">The first hundred of them.</param>
/// <param name="Lines">The lines of a sound sheet in its order, as they are to be signed, each still without its salt; none of one that is not sound.</param>
public sealed record UsageSheetView(
    string Separator,
    IReadOnlyList<string> Columns,
    int WrongRows,
    IReadOnlyList<UsageSheetRowView> Wrong,
    IReadOnlyList<UsageSheetLineView> Lines,
    UsageSheetTotalsView Totals)
{
    /// <summary>How many wrong rows are told at most: as many as somebody puts right by hand.</summary>
    internal const int MostWrong = 100;
}

/// <summary>A wrong row.</summary>
/// <param name="Line">The line of the sheet at which it begins, from 1.</param>
/// <param name="Fields">Its fields; empty where it does not part into fields.</param>
public sealed record UsageSheetRowView(int Line, IReadOnlyList<string> Fields, IReadOnlyList<UsageSheetFlawView> Errors);

/// <param name="Field">Which field is wrong, from 0; null where the row is.</param>
/// <param name="Column">The character of its line, from 1.</param>
/// <param name="Detail">Why, as a sentence in the reader's language.</param>
public sealed record UsageSheetFlawView(int? Field, int Column, string Code, string Detail);

/// <summary>The fields of a <c>UsageLine</c> but its salt, which is the licensee's secret.</summary>
public sealed record UsageSheetLineView : UsageLineFields;

/// <summary>What the right lines add up to.</summary>
/// <param name="NetValue">In minor units of the currency.</param>
public sealed record UsageSheetTotalsView(int Lines, UInt256 Quantity, UInt256 NetValue, string Currency);
