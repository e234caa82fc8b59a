// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Host.Tests.Support;

/// <summary>Reports and observations as the seeds' parties make them, signed and as the API takes them.</summary>
internal static class SomeRecords
{
    /// <summary>The calendar of the seeds' licenses.</summary>
    public static CalendarTerms Quarterly { get; } = new("Asia/Shanghai", TermPeriod.Quarter, 1, new(0, 45), new(2, 0));

    public static Hash32 Salt() => new(RandomNumberGenerator.GetBytes(Hash32.Size));

    public static UsageLine[] Lines(int count) =>
        [.. Enumerable.Range(0, count).Select(i => UsageLine.Of($"STB-{i}", PatentAct.Sale, "CN", "CN", (ulong)(100 + i), Salt()))];

    /// <summary>The next report of a license's stream, for the quarter of a time in UTC seconds.</summary>
    public static UsageReport Report(JsonElement license, RecordId stream, UsageReport? after, UsageLine[] lines, ulong time, Hash32 recentBlock)
    {
        var (start, end) = Quarterly.PeriodAt(time)!.Value;
        return new UsageReport(
            new LicenseId(Hash32.Parse(license.GetProperty("id").GetString()!)),
            new PartyId(Hash32.Parse(license.GetProperty("licensee").GetString()!)),
            stream,
            (after?.Sequence ?? 0) + 1,
            after?.Id ?? new RecordId(Hash32.Zero),
            new RecordId(Hash32.Zero),
            start,
            end,
            UsageLines.Root(lines),
            (uint)lines.Length,
            UInt256.From(UsageLines.Total(lines)),
            UInt256.From(UsageLines.TotalValue(lines)),
            UsageLines.CurrencyOf(lines),
            recentBlock,
            Salt());
    }

    /// <summary>The opening of a stream by a license's holder.</summary>
    public static StreamOpening Opening(JsonElement license, Hash32 recentBlock) => new(
        new PoolId(Hash32.Parse(license.GetProperty("pool").GetString()!)),
        new PartyId(Hash32.Parse(license.GetProperty("licensee").GetString()!)),
        "Main site",
        recentBlock,
        Salt());

    /// <summary>A payment that a license's holder claims to have made for the day before a time, UTC seconds.</summary>
    public static PaymentClaimed Claim(JsonElement license, ulong time, Hash32 recentBlock) => new(
        new LicenseId(Hash32.Parse(license.GetProperty("id").GetString()!)),
        new PartyId(Hash32.Parse(license.GetProperty("licensee").GetString()!)),
        time - 86_400,
        time,
        125_000,
        "CNY",
        time,
        "Wire 77",
        recentBlock,
        Salt());

    /// <summary>A pool's administrator has seen a maker that is no licensee.</summary>
    public static Observation Observation(JsonElement pool, string maker, string country, ulong time, Hash32 recentBlock) => new(
        new PoolId(Hash32.Parse(pool.GetProperty("id").GetString()!)),
        new PartyId(Hash32.Parse(pool.GetProperty("administrator").GetProperty("id").GetString()!)),
        new PartyId(Hash32.Zero),
        maker,
        "Set-top box",
        PatentAct.Sale,
        country,
        country,
        time,
        500,
        Hash32.Zero,
        recentBlock,
        Salt());

    public static UsageReportRequest Sign(UsageReport report, UsageLine[] lines, ISigner signer, Eip712Domain domain) =>
        new(Message(report), signer.Address, signer.Sign(report.Digest(domain)).ToString(), [.. lines.Select(Message)]);

    public static ObservationRequest Sign(Observation observation, ISigner signer, Eip712Domain domain) =>
        new(Message(observation), signer.Address, signer.Sign(observation.Digest(domain)).ToString());

    /// <summary>A record of any kind but a report.</summary>
    public static RecordRequest Sign<TRecord>(TRecord record, ISigner signer, Eip712Domain domain)
        where TRecord : IUsageRecord, ITypedStruct<TRecord> =>
        new(TRecord.TypeName, Message(record), signer.Address, signer.Sign(record.Digest(domain)).ToString());

    /// <summary>The domain of a deployment's usage log.</summary>
    public static Eip712Domain UsageDomain(JsonElement deployment)
    {
        var domain = deployment.GetProperty("eip712").GetProperty("domains").GetProperty("UsageLog");
        return new Eip712Domain("UsageLog", "1", domain.GetProperty("chainId").GetUInt64(), Address.Parse(domain.GetProperty("verifyingContract").GetString()!));
    }

    /// <summary>A struct's fields as a message has them.</summary>
    public static JsonElement Message<T>(T value)
        where T : ITypedStruct<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            TypedDataJson.WriteMessage(writer, value);
        }

        return JsonElement.Parse(stream.ToArray());
    }
}
