// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Sheets;
using Ledger.Ethereum;
using NodaTime;

namespace Ledger.Domain.Usage.Sheets;

/// <summary>One line under its columns: the usage that it says, or all that is wrong with it.</summary>
internal sealed class UsageSheetRow(CsvLine row, List<UsageColumn> columns, SheetPeriod period)
{
    private const int Shown = 40;

    /// <summary>What a spreadsheet writes where a formula failed. Any other text may begin with its sign, as the number of a product does.</summary>
    private static readonly FrozenSet<string> Errors = FrozenSet.Create(
        StringComparer.Ordinal, "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA");

    private readonly List<UsageSheetLine> _wrong = [];

    /// <summary>What every line says.</summary>
    public static IReadOnlyList<UsageColumn> Required { get; } = [UsageColumn.Product, UsageColumn.Act, UsageColumn.Quantity];

    public IReadOnlyList<UsageSheetLine> Wrong => _wrong;

    /// <param name="currency">The currency of the lines before; empty where none had one.</param>
    /// <param name="pieces">The sum of the quantities before.</param>
    /// <param name="value">The sum of the net values before.</param>
    public UsageLine? Read(string currency, BigInteger pieces, BigInteger value)
    {
        foreach (var column in columns)
        {
            var text = Text(column);
            if (IsFormula(text))
            {
                Refuse(column, new CsvFormula(Short(text)));
            }
            else if (text.Length == 0 && Required.Contains(column))
            {
                Refuse(column, new CsvMissing(UsageWords.Name(column)));
            }
        }

        if (_wrong.Count > 0)
        {
            return null;
        }

        var usage = new UsageLine(
            CsvCell.TextOf(Text(UsageColumn.Product)),
            Act(),
            Text(UsageColumn.MadeIn),
            Text(UsageColumn.SoldIn),
            Number(UsageColumn.Quantity, 0, pieces),
            NetValue(value),
            Text(UsageColumn.Currency),
            CsvCell.TextOf(Text(UsageColumn.Serials)),
            CsvCell.TextOf(Text(UsageColumn.Batch)),
            Day(),
            Hash32.Zero);
        if (_wrong.Count == 0
            && UsageLines.Check(usage, row.Line, currency.Length == 0 ? usage.Currency : currency, period.Start, period.End) is { } refusal)
        {
            Refuse(ColumnOf(refusal), refusal);
        }

        return _wrong.Count == 0 ? usage : null;
    }

    private PatentAct Act()
    {
        if (UsageWords.Act(Text(UsageColumn.Act)) is { } act)
        {
            return act;
        }

        Refuse(UsageColumn.Act, new CsvAct(Short(Text(UsageColumn.Act))));
        return default;
    }

    /// <summary>In minor units: how many decimals there are, the currency says.</summary>
    private UInt256 NetValue(BigInteger before)
    {
        var currency = new Currency(Text(UsageColumn.Currency));
        if (Text(UsageColumn.NetValue).Length == 0)
        {
            return UInt256.Zero;
        }

        if (currency.IsKnown)
        {
            return Number(UsageColumn.NetValue, currency.MinorDigits, before);
        }

        var column = columns.Contains(UsageColumn.Currency) ? UsageColumn.Currency : UsageColumn.NetValue;
        Refuse(column, currency.Code.Length == 0 ? new CurrencyMissing(row.Line) : new CurrencyUnknown(Short(currency.Code)));
        return UInt256.Zero;
    }

    private UInt256 Number(UsageColumn column, int decimals, BigInteger before)
    {
        if (SheetNumber.Read(Text(column), decimals, out var number) is { } refusal)
        {
            Refuse(column, refusal);
        }
        else if ((before + number.ToBigInteger()).GetBitLength() > 256)
        {
            Refuse(column, new CsvNumberLarge(Short(Text(column))));
        }

        return number;
    }

    /// <summary>The first second of the date in the sheet's zone; zero for some time in the period.</summary>
    private ulong Day()
    {
        var text = Text(UsageColumn.Date);
        if (text.Length == 0)
        {
            return 0;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1970)
        {
            return (ulong)period.Zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToUnixTimeSeconds();
        }

        Refuse(UsageColumn.Date, new CsvDate(Short(text)));
        return 0;
    }

    private static bool IsFormula(string text) => text is ['=' or '@' or '+', ..] || Errors.Contains(text);

    private static UsageColumn ColumnOf(Refusal refusal) => refusal switch
    {
        TextInvalid { Field: "batch" } => UsageColumn.Batch,
        CountryInvalid { Field: "madeIn" } => UsageColumn.MadeIn,
        CountryInvalid => UsageColumn.SoldIn,
        CurrencyUnknown or CurrencyMixed => UsageColumn.Currency,
        SerialsInvalid or SerialsMiscounted => UsageColumn.Serials,
        LineTimeOutside => UsageColumn.Date,
        _ => UsageColumn.Product,
    };

    private string Text(UsageColumn column) => columns.IndexOf(column) is >= 0 and var i ? row.Fields[i].Text.Trim() : "";

    /// <summary>As much as a sentence repeats.</summary>
    private static string Short(string text) => text.Length > Shown ? text[..Shown] + "…" : text;

    private void Refuse(UsageColumn column, Refusal refusal)
    {
        var field = Math.Max(0, columns.IndexOf(column));
        _wrong.Add(UsageSheetLine.At(row, field, Short(row.Fields[field].Text), refusal));
    }
}
