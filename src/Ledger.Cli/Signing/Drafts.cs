// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Ethereum;

namespace Ledger.Cli.Signing;

/// <summary>A report as a person writes it; the command fills in roots, salts, sequence and block, and signs.</summary>
/// <param name="PeriodStart">First second of the period, or its date.</param>
/// <param name="PeriodEnd">First second after it, or that date.</param>
/// <param name="Stream">The stream, by id or name; left out: the only one that the reporter has in the pool.</param>
/// <param name="Supersedes">The report that this one corrects.</param>
/// <param name="Zone">The IANA zone of these dates, as the license's calendar names it; left out: UTC.</param>
internal sealed record UsageDraft(
    Hash32 License,
    Flexible PeriodStart,
    Flexible PeriodEnd,
    IReadOnlyList<UsageLineDraft> Lines,
    Hash32? Reporter = null,
    string? Stream = null,
    Hash32? Supersedes = null,
    string? Zone = null);

/// <summary>What a report says besides its lines and its place in the stream.</summary>
/// <param name="PeriodStart">First second of the period.</param>
/// <param name="PeriodEnd">First second after it.</param>
/// <param name="Stream">The stream, by id or name; null: the only one that the reporter has in the pool.</param>
/// <param name="Supersedes">The report that this one corrects.</param>
/// <param name="Reporter">Who reports; null: the party of the key.</param>
internal sealed record ReportHead(
    Hash32 License, ulong PeriodStart, ulong PeriodEnd, string? Stream = null, Hash32? Supersedes = null, Hash32? Reporter = null);

/// <param name="Act">manufacture | sale | import | export | use | stream.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="NetValue">The net selling value, in minor units of the currency.</param>
/// <param name="Serials">Such as <c>A0001..A0500,B7</c>.</param>
internal sealed record UsageLineDraft(
    string Product,
    string Act,
    Flexible Quantity,
    string MadeIn = "",
    string SoldIn = "",
    Flexible? NetValue = null,
    string Currency = "",
    string Serials = "",
    string Batch = "",
    Flexible? Time = null);

/// <summary>A number or a text: people write both.</summary>
internal readonly record struct Flexible(JsonElement Value)
{
    /// <summary>A date is the start of that day in the zone; of UTC where that is null.</summary>
    public ulong ToSeconds(string? zone) => Instants.Parse(Value.ToString(), zone);

    public UInt256 ToQuantity() => UInt256.TryParse(Value.ToString(), out var number)
        ? number
        : throw new CliFailure(ExitCode.Usage, "usage.content", ("reason", Value.ToString()));
}
