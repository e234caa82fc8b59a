// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain.Usage;
using Ledger.Store;

namespace Ledger.Application.Usage;

/// <summary>Gathers what reports are judged against, and keeps it for those that come next while the chain stands where it stood.</summary>
/// <remarks>Documents change without the chain (one is erased, one is handed in), so nothing gathered is used for longer than a moment.</remarks>
internal sealed class IntakeGrounds(LedgerContext context, Journaling journaling)
{
    private const int MostKept = 20_000;
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private IntakeGround _kept = new(default(GroundPlace));
    private long _since;

    public static GroundPlace PlaceOf(IStoreReader reader) => reader.Blocks.Head is { } head ? new(head.Ref, head.Time, reader.Blocks.Final) : default;

    /// <summary>The ground of a snapshot for those reports, as far as it is not gathered already.</summary>
    public IntakeGround Gather(IStoreReader reader, IEnumerable<UsageReport> reports) => Fill(Kept(PlaceOf(reader)), reader, reports);

    /// <summary>The ground of a transaction that may yet be undone: nobody else's.</summary>
    public IntakeGround GatherAlone(IStoreReader reader, IEnumerable<UsageReport> reports) => Fill(new IntakeGround(PlaceOf(reader)), reader, reports);

    private IntakeGround Kept(GroundPlace place)
    {
        lock (_gate)
        {
            if (_kept.Place != place || _kept.Count > MostKept || context.Time.GetElapsedTime(_since) > _moment)
            {
                (_kept, _since) = (new IntakeGround(place), context.Time.GetTimestamp());
            }

            return _kept;
        }
    }

    private IntakeGround Fill(IntakeGround ground, IStoreReader reader, IEnumerable<UsageReport> reports)
    {
        var known = context.On(reader);
        foreach (var report in reports)
        {
            ground.Add(report.License, known.License, license => HeldTerms.Of(context, reader, license));
            ground.Add(report.Stream, id => reader.Journal.Find(id.Value) is { Kind: RecordKind.StreamOpening } row ? ActJson.Read<StreamOpening>(row.Body) : null);
            ground.Add(report.Reporter, report.RecentBlock, (party, block) => journaling.Intake(reader, known.Party(party), block));
            if (ground.License(report.License).Origin is { Pool: var pool })
            {
                ground.Add(pool, id => UsageEpochs.Of(known, id));
                ground.Add(report, id => journaling.Lodging(known, pool, id.Value));
            }
        }

        return ground;
    }
}
