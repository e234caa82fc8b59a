// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Ledger.Domain.Sheets;

namespace Ledger.Domain.Schedules.Sheets;

/// <summary>What a column of a sheet says.</summary>
public enum SheetColumn
{
    Number,
    Country,
    Kind,
    Family,
    Standard,
    StandardVersion,
    InForceFrom,
    InForceUntil,
    Source,
    RetrievedAt,
}

/// <summary>The names of columns, in the languages that people keep such sheets in.</summary>
internal static class SheetColumnNames
{
    private static readonly FrozenDictionary<string, SheetColumn> _names = new Dictionary<string, SheetColumn>(StringComparer.Ordinal)
    {
        ["number"] = SheetColumn.Number,
        ["publicationnumber"] = SheetColumn.Number,
        ["patentnumber"] = SheetColumn.Number,
        ["patent"] = SheetColumn.Number,
        ["专利号"] = SheetColumn.Number,
        ["公开号"] = SheetColumn.Number,
        ["公告号"] = SheetColumn.Number,
        ["country"] = SheetColumn.Country,
        ["国家"] = SheetColumn.Country,
        ["kind"] = SheetColumn.Kind,
        ["kindcode"] = SheetColumn.Kind,
        ["文献种类"] = SheetColumn.Kind,
        ["family"] = SheetColumn.Family,
        ["同族"] = SheetColumn.Family,
        ["standard"] = SheetColumn.Standard,
        ["标准"] = SheetColumn.Standard,
        ["standardversion"] = SheetColumn.StandardVersion,
        ["version"] = SheetColumn.StandardVersion,
        ["标准版本"] = SheetColumn.StandardVersion,
        ["inforcefrom"] = SheetColumn.InForceFrom,
        ["生效日"] = SheetColumn.InForceFrom,
        ["inforceuntil"] = SheetColumn.InForceUntil,
        ["失效日"] = SheetColumn.InForceUntil,
        ["source"] = SheetColumn.Source,
        ["来源"] = SheetColumn.Source,
        ["retrievedat"] = SheetColumn.RetrievedAt,
        ["retrieved"] = SheetColumn.RetrievedAt,
        ["检索日"] = SheetColumn.RetrievedAt,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The column of that name.</summary>
    public static SheetColumn? Find(string name) => _names.TryGetValue(SheetText.Letters(name), out var column) ? column : null;
}
