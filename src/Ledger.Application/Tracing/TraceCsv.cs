// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Sheets;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tracing;

/// <summary>Traced lines as CSV: one line each, under names that do not follow the language.</summary>
public static class TraceCsv
{
    private static readonly string[] _head =
    [
        "report", "line", "pool", "licensee", "license", "version", "termsRoot", "schedule", "revisions", "periodStart", "periodEnd", "firstDay", "lastDay", "zone", "counts", "state",
        "product", "act", "madeIn", "soldIn", "quantity", "netValue", "currency", "serials", "batch", "time", "payments", "erasedAt",
    ];

    /// <summary>The names of the columns. A byte order mark comes first, by which spreadsheets know UTF-8.</summary>
    public static string Head => "\uFEFF" + CsvCell.Line(_head);

    public static string Line(TraceLineView item) => CsvCell.Line(
        item.Report.ToString(),
        item.Line?.ToString(CultureInfo.InvariantCulture) ?? "",
        item.Pool.ToString(),
        item.Licensee.ToString(),
        item.License.ToString(),
        item.Version.ToString(),
        item.TermsRoot.ToString(),
        item.Schedule?.ToString() ?? "",
        string.Join(' ', item.Revisions.Select(revision => revision.ToString(CultureInfo.InvariantCulture))),
        Second(item.PeriodStart),
        Second(item.PeriodEnd),
        LocalDays.Date(item.PeriodStart, item.Zone),
        LocalDays.Date(LocalDays.Last(item.PeriodStart, item.PeriodEnd), item.Zone),
        item.Zone ?? LocalDays.Utc,
        item.Counts ? "yes" : "no",
        item.State,
        item.Product,
        item.Act is { } act ? ((PatentAct)act).ToString().ToLowerInvariant() : "",
        item.MadeIn,
        item.SoldIn,
        item.Line is null ? "" : item.Quantity.ToString(),
        item.Currency.Length == 0 ? "" : item.NetValue.ToString(),
        item.Currency,
        item.Serials,
        item.Batch,
        item.Time == 0 ? "" : Second(item.Time),
        string.Join(' ', item.Payments.Select(payment => $"{payment.Claim}:{payment.State}")),
        item.Erased?.ErasedAt.ToString(CultureInfo.InvariantCulture) ?? "");

    private static string Second(ulong time) => time.ToString(CultureInfo.InvariantCulture);
}
