// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Ledger.Domain.Sheets;

namespace Ledger.Domain.Usage.Sheets;

/// <summary>What a column of a sheet of usage says.</summary>
public enum UsageColumn
{
    Product,
    Act,
    MadeIn,
    SoldIn,
    Quantity,
    NetValue,
    Currency,
    Serials,
    Batch,
    Date,
}

/// <summary>The words of columns and acts, in the languages that people keep such sheets in.</summary>
internal static class UsageWords
{
    private static readonly FrozenDictionary<string, UsageColumn> _columns = Table(
        (UsageColumn.Product, "product model 产品 产品型号"),
        (UsageColumn.Act, "act 行为 实施行为"),
        (UsageColumn.MadeIn, "madein 制造国 制造地"),
        (UsageColumn.SoldIn, "soldin 销售国 销售地"),
        (UsageColumn.Quantity, "quantity pieces 数量"),
        (UsageColumn.NetValue, "netvalue 净销售额"),
        (UsageColumn.Currency, "currency 币种 货币"),
        (UsageColumn.Serials, "serials serialnumbers 序列号"),
        (UsageColumn.Batch, "batch 批次"),
        (UsageColumn.Date, "date 日期"));

    private static readonly FrozenDictionary<string, PatentAct> _acts = Table(
        (PatentAct.Manufacture, "manufacture 制造"),
        (PatentAct.Sale, "sale 销售"),
        (PatentAct.Import, "import 进口"),
        (PatentAct.Export, "export 出口"),
        (PatentAct.Use, "use 使用"),
        (PatentAct.Stream, "stream 流传输 流媒体传输"));

    /// <summary>The column of that name.</summary>
    public static UsageColumn? Column(string name) => _columns.TryGetValue(SheetText.Letters(name), out var column) ? column : null;

    /// <summary>The act of that word.</summary>
    public static PatentAct? Act(string word) => _acts.TryGetValue(word.ToLowerInvariant(), out var act) ? act : null;

    /// <summary>The column's name as the template writes it.</summary>
    public static string Name(UsageColumn column) => column switch
    {
        UsageColumn.MadeIn => "made in",
        UsageColumn.SoldIn => "sold in",
        UsageColumn.NetValue => "net value",
        _ => $"{column}".ToLowerInvariant(),
    };

    /// <summary>The column's name as the Chinese template writes it.</summary>
    public static string ChineseName(UsageColumn column) => column switch
    {
        UsageColumn.Product => "产品",
        UsageColumn.Act => "行为",
        UsageColumn.MadeIn => "制造国",
        UsageColumn.SoldIn => "销售国",
        UsageColumn.Quantity => "数量",
        UsageColumn.NetValue => "净销售额",
        UsageColumn.Currency => "币种",
        UsageColumn.Serials => "序列号",
        UsageColumn.Batch => "批次",
        _ => "日期",
    };

    /// <summary>The act's word in Chinese sheets.</summary>
    public static string ChineseName(PatentAct act) => act switch
    {
        PatentAct.Manufacture => "制造",
        PatentAct.Sale => "销售",
        PatentAct.Import => "进口",
        PatentAct.Export => "出口",
        PatentAct.Use => "使用",
        _ => "流传输",
    };

    private static FrozenDictionary<string, TValue> Table<TValue>(params ReadOnlySpan<(TValue Value, string Words)> rows)
    {
        var table = new Dictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var (value, words) in rows)
        {
            foreach (var word in words.Split(' '))
            {
                table.Add(word, value);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
