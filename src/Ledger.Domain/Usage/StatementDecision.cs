// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Usage;

/// <summary>Whether a period's statement is all that the log has of the period, and adds up.</summary>
internal static class StatementDecision
{
    public static Refusal? Check(RecordGround ground, PeriodStatement statement) =>
        ReportDecision.CheckReporter(ground.License, statement.License, statement.Reporter, statement.PeriodStart, statement.PeriodEnd)
        ?? (statement.PeriodEnd <= ground.Context.Now ? null : new PeriodNotOver(statement.PeriodEnd, ground.Context.Now))
        ?? CheckSuperseded(ground.Records, statement)
        ?? CheckHeads(ground.Records, statement)
        ?? CheckSums(ground.Records.Totals(statement.Reporter, statement.PeriodStart, statement.PeriodEnd), statement);

    private static StatementSuperseded? CheckSuperseded(ILicenseLog records, PeriodStatement statement)
    {
        var last = records.StatementOf(statement.Reporter, statement.PeriodStart, statement.PeriodEnd)?.Id ?? default;
        return statement.Supersedes == last ? null : new StatementSuperseded(statement.Supersedes, last);
    }

    private static Refusal? CheckHeads(ILicenseLog records, PeriodStatement statement)
    {
        var heads = statement.Heads.Select(head => new RecordId(head)).ToList();
        if (heads.Zip(heads.Skip(1)).Any(pair => pair.First.CompareTo(pair.Second) >= 0))
        {
            return new StatementHeadsUnordered();
        }

        var streams = records.Heads(statement.Reporter, statement.PeriodStart, statement.PeriodEnd);
        Dictionary<RecordId, RecordId> named = []; // by stream, the first that is named of it
        foreach (var head in heads)
        {
            if (records.Report(head) is not { } report || !statement.IsOf(report))
            {
                return new StatementReportUnknown(head);
            }

            named.TryAdd(report.Stream, head);
        }

        var stated = heads.ToHashSet();
        foreach (var (stream, _, last) in streams)
        {
            if (!stated.Contains(last))
            {
                return named.TryGetValue(stream, out var earlier) ? new StatementHeadPassed(earlier, last) : new StatementStreamMissing(stream, last);
            }
        }

        return heads.Count == streams.Count ? null : new StatementHeadsUnordered();
    }

    private static StatementSumDiffers? CheckSums(PeriodTotals totals, PeriodStatement statement) =>
        Compare("reports", statement.Reports, totals.Reports)
        ?? Compare("lines", statement.Lines, totals.Lines)
        ?? Compare("totalQuantity", statement.TotalQuantity.ToBigInteger(), totals.Quantity)
        ?? Compare("totalNetValue", statement.TotalNetValue.ToBigInteger(), totals.NetValue)
        ?? (statement.Currency == totals.Currency ? null : new StatementSumDiffers("currency", statement.Currency, totals.Currency));

    private static StatementSumDiffers? Compare(string field, BigInteger stated, BigInteger computed) => stated == computed
        ? null
        : new StatementSumDiffers(field, stated.ToString(CultureInfo.InvariantCulture), computed.ToString(CultureInfo.InvariantCulture));
}
