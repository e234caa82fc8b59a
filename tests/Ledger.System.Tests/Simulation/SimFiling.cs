// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>A report as it was signed; sent again, it is the same to the byte.</summary>
/// <param name="Flaw">The code of the refusal that it must meet where all before it were taken as they should be; null: it must be taken.</param>
internal sealed record SimReport(UsageReport Report, UsageReportRequest Request, string? Flaw);

/// <summary>
/// What a licensee writes to send at once: reports that follow each other in one stream or several, corrections of earlier ones, and
/// now and then one with a flaw, behind which the good ones go on as if it were not there.
/// </summary>
internal sealed class SimFiling
{
    private const int Hour = 3_600;
    private const int MostReports = 6;

    private readonly SimWorld _world;
    private readonly SimClock _clock;
    private readonly Random _random;
    private readonly Hash32 _recent;
    private readonly List<Hash32> _streams;
    private readonly Dictionary<Hash32, UsageReport?> _ends;
    private readonly ILookup<Hash32, UsageReport> _kept;
    private readonly HashSet<RecordId> _dropped;

    /// <summary>Begins where the host says that the streams end.</summary>
    public SimFiling(IStoreReader reader, SimWorld world, SimClock clock, Random random)
    {
        (_world, _clock, _random, _recent) = (world, clock, random, SimWorld.Recent(reader));
        _streams = [.. reader.Journal.List(new RecordFilter(RecordKind.StreamOpening, world.Pool), 0, int.MaxValue).Select(row => row.RecordId)];
        var reports = reader.Journal.List(new RecordFilter(RecordKind.UsageReport, world.Pool), 0, int.MaxValue).Select(row => ActJson.Read<UsageReport>(row.Body)).ToList();
        _kept = reports.ToLookup(report => report.Stream.Value);
        _ends = _streams.ToDictionary(stream => stream, stream => _kept[stream].LastOrDefault());
        _dropped = [.. SimCorrections.Of(reports).Keys, .. SimCorrections.Voids(reader, world.Pool)];
    }

    /// <summary>How many streams there are.</summary>
    public int Streams => _streams.Count;

    /// <summary>One report or more; another batch goes on where this one ends.</summary>
    public IReadOnlyList<SimReport> Batch()
    {
        var batch = new List<SimReport>();
        for (var left = _random.Next(1, MostReports + 1); left > 0; left--)
        {
            batch.Add(batch is [.., { Flaw: null } last] && _random.Next(10) == 0 ? last : Next(_streams[_random.Next(_streams.Count)]));
        }

        return batch;
    }

    private SimReport Next(Hash32 stream)
    {
        var end = _ends[stream];
        var next = (end?.Sequence ?? 0) + 1;
        switch (_random.Next(12))
        {
            case 0:
                return Signed(Written(stream, next + 1, end, null), _world.Licensees[0], "sequence-skipped");
            case 1 when end is not null:
                return Signed(Written(stream, end.Sequence, end, null), _world.Licensees[0], "sequence-taken");
            case 2:
                return Signed(Written(stream, next, end, null), _world.Licensees[1], "key-not-held");
            case < 7 when _kept[stream].ToList() is { Count: > 0 } earlier:
                return Correction(stream, next, end, earlier[_random.Next(earlier.Count)]);
            case < 9 when end is not null: // of one that may wait in the same batch
                return Correction(stream, next, end, end);
            default:
                return Follows(Written(stream, next, end, null));
        }
    }

    private SimReport Correction(Hash32 stream, ulong next, UsageReport? end, UsageReport old)
    {
        var report = Written(stream, next, end, old);
        return _dropped.Add(old.Id) ? Follows(report) : Signed(report, _world.Licensees[0], "superseded-already");
    }

    private SimReport Follows(UsageReport report)
    {
        _ends[report.Stream.Value] = report;
        return Signed(report, _world.Licensees[0], null);
    }

    /// <summary>A report of one line; those of an hour are of one period, and a correction is of the period that it corrects.</summary>
    private UsageReport Written(Hash32 stream, ulong sequence, UsageReport? previous, UsageReport? corrected)
    {
        var hour = _clock.Now - (_clock.Now % Hour);
        var line = Line((ulong)_random.Next(1, 1_000), _world.Salt());
        return new UsageReport(
            new LicenseId(_world.License), new PartyId(_world.Licensees[0].Id), new RecordId(stream), sequence, sequence == 1 ? default : previous?.Id ?? default, corrected?.Id ?? default,
            corrected?.PeriodStart ?? hour - Hour, corrected?.PeriodEnd ?? hour, MerkleTree.Root([MerkleHash.Leaf(line.LeafData)]), 1, line.Quantity, 0, "", _recent, line.Salt);
    }

    private static SimReport Signed(UsageReport report, SimParty by, string? flaw)
    {
        var signature = by.Signer.Sign(report.Digest(SimLedger.Contracts.Domain(ContractName.UsageLog)));
        var line = JsonElement.Parse(ActJson.Message(Line(report.TotalQuantity, report.Salt)));
        return new SimReport(report, new UsageReportRequest(JsonElement.Parse(ActJson.Message(report)), by.Signer.Address, signature.ToString(), [line]), flaw);
    }

    private static UsageLine Line(UInt256 quantity, Hash32 salt) => UsageLine.Of("box", PatentAct.Sale, "CN", "CN", quantity, salt);
}
