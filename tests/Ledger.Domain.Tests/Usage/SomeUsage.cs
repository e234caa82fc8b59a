// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Usage;

/// <summary>A licensee's records under <see cref="Some.Grant"/>, of a period that is over.</summary>
internal static class SomeUsage
{
    public const ulong Start = Some.Now - 1_000;
    public const ulong End = Some.Now - 500;

    public static LicenseId License { get; } = Some.Grant().Id;

    public static StreamOpening Stream(string name = "Factory 1") => new(Some.Pool, Some.Licensee, name, Some.Hash("recent"), Some.Hash(name));

    public static UsageReport Report(StreamOpening stream, ulong sequence = 1, ulong quantity = 10, string currency = "", ulong value = 0, RecordId supersedes = default) =>
        new(License, Some.Licensee, stream.Id, sequence, default, supersedes, Start, End, default, 2, quantity, value, currency,
            Some.Hash("recent"), Some.Hash($"report {sequence} {quantity}"));

    public static ReportVoid Void(RecordId report) => new(License, Some.Licensee, report, Some.Hash("recent"), Some.Hash("void"));

    public static PaymentClaimed Claim(ulong amount = 5_000) =>
        new(License, Some.Licensee, Start, End, amount, "CNY", Some.Now - 10, "Wire 77", Some.Hash("recent"), Some.Hash("claim"));

    public static PaymentReceived Receipt(RecordId claim) =>
        new(License, Some.Administrator, claim, 5_000, "CNY", Some.Now - 5, Some.Hash("recent"), Some.Hash("receipt"));

    public static PaymentDisputed Dispute(RecordId claim) =>
        new(License, Some.Administrator, claim, "Nothing arrived.", Some.Hash("recent"), Some.Hash("dispute"));

    public static ShipmentCertificate Certificate() => new(
        License, Some.Administrator, "D9 player", Some.Now, Some.Now + 86_400, Some.Hash("units"), Some.Hash("fields"), Some.Now,
        Some.Hash("recent"), Some.Hash("certificate"));

    /// <summary>The statement that closes the period over these records.</summary>
    public static PeriodStatement Statement(params IUsageRecord[] log)
    {
        var records = LicenseRecords.From(log);
        var totals = records.Totals(Some.Licensee, Start, End);
        var heads = records.Of(Some.Licensee, Start, End).GroupBy(report => report.Stream).Select(stream => stream.MaxBy(report => report.Sequence)!.Id.Value);
        return new(
            License, Some.Licensee, Start, End, [.. heads.Order()], totals.Reports, totals.Lines, UInt256.From(totals.Quantity), UInt256.From(totals.NetValue),
            totals.Currency, records.StatementOf(Some.Licensee, Start, End)?.Id ?? default, Some.Hash("recent"), Some.Hash($"statement {log.Length}"));
    }

    /// <summary>The code of the refusal of a record after these; null where it is taken in.</summary>
    public static string? Judge(IUsageRecord record, IUsageRecord[] log, Func<RecordGround, RecordGround>? change = null)
    {
        var signer = record.Author == Some.Administrator ? Some.AdministratorKey : record.Author == Some.Holder ? Some.HolderKey : Some.LicenseeKey;
        var context = new IntakeContext(
            Some.Domain(ContractName.UsageLog), Some.Find(record.Author) ?? Domain.Parties.PartyHistory.Empty, Some.Now - 10, Some.Now + 1, new());
        var ground = new RecordGround(
            context, Some.FormedPool(), Some.License(), FileHistory.Empty.Apply(new LicenseGranted(Some.At(), Some.Grant(), default)), LicenseRecords.From(log));
        var signature = signer.Sign(record.Digest(Some.Domain(ContractName.UsageLog)));
        return RecordDecision.Decide(change?.Invoke(ground) ?? ground, record, signature).Refusal?.Code;
    }
}
