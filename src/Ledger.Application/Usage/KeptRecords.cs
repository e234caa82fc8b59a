// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>The journal's records as the domain knows them.</summary>
internal static class KeptRecords
{
    private const int Batch = 1_000;
    private static readonly RecordKind[] _payments = [RecordKind.PaymentClaimed, RecordKind.PaymentReceived, RecordKind.PaymentDisputed];

    /// <summary>What the log has about a license, folded out of all of it: for whoever shows all. <see cref="LicenseLog"/> finds single answers.</summary>
    public static LicenseRecords Of(IStoreReader reader, LicenseId license) => After(reader, license, 0);

    /// <summary>What the log has about a license after a number of the journal.</summary>
    public static LicenseRecords After(IStoreReader reader, LicenseId license, long seq) => LicenseRecords.From(
        Pages(seq, after => reader.Journal.Messages(license.Value, after, Batch), row => row.Seq).Select(row => RecordJson.Read(row.Kind, row.Body)));

    /// <summary>What the log has about a license but its reports: who corrects them, says the index of reports.</summary>
    public static LicenseRecords OtherThanReports(IStoreReader reader, LicenseId license) => LicenseRecords.From(
        Pages(0, after => reader.Journal.OtherThanReports(license.Value, after, Batch), row => row.Seq).Select(row => RecordJson.Read(row.Kind, row.Body)));

    /// <summary>What the log has about the payments under a license, and nothing of its reports.</summary>
    public static LicenseRecords PaymentsOf(IStoreReader reader, LicenseId license) => LicenseRecords.From(_payments
        .SelectMany(kind => Rows(reader, new RecordFilter(kind, Concerns: license.Value))).OrderBy(row => row.Seq).Select(row => RecordJson.Read(row.Kind, row.Body)));

    /// <summary>Time (UTC seconds) of the block whose checkpoint first passed the record; null while none did, or where there is no such record.</summary>
    public static ulong? AnchoredAt(Known known, RecordId record) =>
        known.Store.Journal.Find(record.Value) is { } row && FirstPast(known, row) is { } checkpoint ? checkpoint.At.Time : null;

    /// <summary>The chain's time when a record's body came in, UTC seconds; the host's clock where its block was taken back since.</summary>
    public static ulong TakenAt(IStoreReader reader, JournalRow row) => TakenAt(row, reader.Blocks.Find(row.Received.Hash)?.Time);

    /// <inheritdoc cref="TakenAt(IStoreReader, JournalRow)" />
    /// <param name="time">Of the block under which it came in; null where the chain has that no more.</param>
    public static ulong TakenAt(JournalRow row, ulong? time) => time ?? checked((ulong)row.ReceivedAt);

    /// <summary>The checkpoint that first covered a record, where its leaf stands now.</summary>
    public static CheckpointAnchored? FirstPast(Known known, JournalRow row) => Anchors(known, new PoolId(row.Pool))(row);

    /// <summary>For many records of one pool: its log is folded once.</summary>
    public static Func<JournalRow, CheckpointAnchored?> Anchors(Known known, PoolId pool)
    {
        var (epochs, log) = (UsageEpochs.Of(known, pool), known.Log(pool));
        return row =>
        {
            var (epoch, index) = epochs.Place(row.Epoch, row.Index);
            return log.FirstPast(epoch, index);
        };
    }

    /// <summary>All rows that meet the filter, in the order of their numbers.</summary>
    public static IEnumerable<JournalRow> Rows(IStoreReader reader, RecordFilter filter) => Pages(0, after => reader.Journal.List(filter, after, Batch), row => row.Seq);

    private static IEnumerable<T> Pages<T>(long from, Func<long, IReadOnlyList<T>> read, Func<T, long> number)
    {
        for (var page = read(from); page.Count > 0; page = read(number(page[^1])))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }
}
