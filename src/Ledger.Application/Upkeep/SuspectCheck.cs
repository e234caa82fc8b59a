// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Upkeep;

/// <summary>Hashes every report anew that was refused and is kept as proof: nothing else gives it back.</summary>
internal sealed class SuspectCheck(Ground ground, FlawBook book)
{
    private const int Batch = 100;

    private readonly Eip712Domain _domain = ground.Contracts.Domain(ContractName.UsageLog);

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var page = await ground.Store.ReadAsync(
                reader => reader.Suspects.List(null, null, null, after, Batch).Select(row => (row.Seq, Flaw: Look(reader, row))).ToList(), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            book.Add(page.Select(one => one.Flaw).OfType<Flaw>());
            after = page[^1].Seq;
        }
    }

    private Flaw? Look(IStoreReader reader, SuspectRow row)
    {
        try
        {
            var report = ActJson.Read<UsageReport>(row.Body);
            var what = !ActJson.Message(report).AsSpan().SequenceEqual(row.Body) ? "body"
                : report.Id.Value != row.RecordId ? "id"
                : !AreColumns(reader, row, report) ? "columns"
                : !IsSigned(reader, row, report) ? "signature"
                : null;
            return what is null ? null : Flaw.SuspectChanged(row.Pool, row.RecordId, what);
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            return Flaw.SuspectChanged(row.Pool, row.RecordId, "body");
        }
    }

    /// <summary>A fork stands against another report at its place; what is kept for another reason against none.</summary>
    private bool AreColumns(IStoreReader reader, SuspectRow row, UsageReport report) =>
        (report.Reporter.Value, report.Stream.Value, ground.On(reader).PoolOf(report.License)?.Value) == (row.Reporter, row.Stream, row.Pool)
        && (row.Reason is SuspectReason.Fork
            ? row.Against is { } against && against != row.RecordId && reader.Journal.IdInStream(row.Stream, report.Sequence) == against
            : row.Against is null);

    /// <summary>By a key that the reporter had at some time: whether it might report then is what the reason speaks of.</summary>
    private bool IsSigned(IStoreReader reader, SuspectRow row, UsageReport report) =>
        Signature.TryCreate(row.Signature, out var signature)
        && Secp256k1.TryRecover(report.Digest(_domain), signature, out var key)
        && ground.On(reader).Party(report.Reporter).Keys.ContainsKey(key);
}
