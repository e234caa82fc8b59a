// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Sheets;

namespace Ledger.Domain.Schedules.Sheets;

/// <summary>The header names no column <c>number</c>.</summary>
public sealed record CsvNumberMissing : SheetRefusal
{
    public override string Code => "csv-number-missing";
}

/// <summary>The kind code of the number and that of its column are two.</summary>
public sealed record CsvKindDiffers(string Kind, string Said) : SheetRefusal
{
    public override string Code => "csv-kind-differs";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind), ("said", Said));
}

/// <summary>An earlier line has the number already; this one is left out.</summary>
public sealed record CsvDuplicate(string Publication, int FirstLine) : SheetRefusal
{
    public override string Code => "csv-duplicate";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication), ("line", FirstLine));
}
