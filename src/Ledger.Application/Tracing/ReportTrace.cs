// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>One report, or a line of it, back to the signed terms and the patents, and on to what was paid.</summary>
public sealed class ReportTrace
{
    private const int MostPatents = 100;

    private readonly LedgerContext _context;
    private readonly ReportIndexing _indexing;
    private readonly UsageProofs _proofs;

    internal ReportTrace(LedgerContext context, ReportIndexing indexing, UsageProofs proofs) => (_context, _indexing, _proofs) = (context, indexing, proofs);

    /// <param name="line">The line asked for, from 0; null for the report alone.</param>
    /// <param name="proof">Whether the report's place in a checkpoint is proven.</param>
    public async Task<Outcome<ReportTraceView>> TraceAsync(Caller caller, Hash32 id, ulong? line, bool proof, CancellationToken cancellation)
    {
        await _indexing.CatchUpAsync(cancellation);
        var traced = await _context.Store.ReadAsync(reader => Read(reader, caller, id, line), cancellation);
        return traced.IsDone && proof && (await _proofs.ProveAsync(id, cancellation)).Value is { } proven ? traced.Value with { Proof = proven } : traced;
    }

    private Outcome<ReportTraceView> Read(IStoreReader reader, Caller caller, Hash32 id, ulong? line)
    {
        if (reader.Journal.Find(id) is not { Kind: RecordKind.UsageReport } row)
        {
            return new RecordUnknown(id);
        }

        var report = ActJson.Read<UsageReport>(row.Body);
        if (line >= report.LineCount)
        {
            return new LineUnknown(id, line.Value);
        }

        var erased = Erasures.Of(reader, row);
        if (line is not null && erased is not null)
        {
            return new RecordErased(id, erased.ErasedAt);
        }

        var ground = new TraceGround(_context, _context.On(reader));
        var license = ground.License(report.License.Value);
        var version = ground.Version(report.License.Value, report.PeriodStart);
        var (corrected, taken) = (reader.Reports.CorrectionOf(id), license.Records.VoidOf(report.Id)?.Value);
        var checkpoint = ground.FirstPast(row) is { } first ? Checkpoints.View(reader, first) : null;
        return new ReportTraceView(
            id,
            row.Pool,
            report.Reporter.Value,
            report.Stream.Value,
            report.Sequence,
            report.Supersedes.IsZero ? null : report.Supersedes.Value,
            corrected,
            taken,
            corrected is null && taken is null,
            report.PeriodStart,
            report.PeriodEnd,
            license.Terms.ZoneAt(report.PeriodStart),
            report.LineCount,
            report.TotalQuantity,
            report.TotalNetValue,
            report.Currency,
            SignatureOf(row, report),
            RecordStates.Of(checkpoint),
            checked((ulong)row.ReceivedAt),
            row.Epoch,
            row.Index,
            checkpoint,
            LodgingBook.Of(ground.Known, ground.Journaling, row),
            License(ground, caller, version),
            license.Records.StatementOf(report.Reporter, report.PeriodStart, report.PeriodEnd)?.Id.Value,
            [.. ground.Payments(report.License.Value, report.Reporter.Value, report.PeriodStart, report.PeriodEnd)
                .Select(paid => RecordBook.View(license.Records, paid, license.Terms))],
            line is { } at ? Line(ground, row, checked((int)at), version) : null,
            null,
            erased);
    }

    private SignatureView SignatureOf(JournalRow row, UsageReport report)
    {
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(report.Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var key);
        return new SignatureView(report.Reporter.Value, key, nameof(KeyScopes.Report), signature.ToString());
    }

    private static TracedLicenseView License(TraceGround ground, Caller caller, TracedVersion traced)
    {
        var (license, version) = (traced.Version.License, traced.Version.Version);
        return new TracedLicenseView(
            license.Origin!.Id.Value,
            license.Origin.Parent?.Value,
            version.Id,
            version.By.Recorded.Kind.ToString(),
            version.EffectiveAt,
            version.TermsRoot,
            ReadingRights.ReadsTerms(ground.Known, caller, license, version),
            Checkpoints.Recorded(ground.Known.Store, version.By.At),
            traced.Schedule is { } schedule ? new TracedScheduleView(schedule.Value, [.. Revisions(ground, traced).Select(revised => new TracedRevisionView(
                revised.Act.Revision, revised.Act.ActId, revised.Act.Root, revised.Act.Count, Checkpoints.Recorded(ground.Known.Store, revised.At)))]) : null);
    }

    private TracedLineView Line(TraceGround ground, JournalRow row, int index, TracedVersion traced)
    {
        var lines = UsageIntake.Lines(row);
        var (line, tree) = (lines[index], new MerkleTree(UsageLines.Leaves(lines)));
        var patents = Patents(ground, traced, line);
        return new TracedLineView(
            index,
            line.Salt,
            tree[(ulong)index],
            InclusionProof.Make(tree, (ulong)index, tree.Size),
            [.. (patents ?? []).Take(MostPatents)],
            patents?.Count).With(line);
    }

    /// <summary>The patents of the covered revisions where the line's goods were made or sold; null where a list is not held.</summary>
    private List<string>? Patents(TraceGround ground, TracedVersion traced, UsageLine line)
    {
        if (traced.Schedule is not { } id)
        {
            return [];
        }

        var schedule = ground.Known.Schedule(traced.Version.License.Origin!.Pool, id);
        var lists = traced.Revisions.Select(revision => _context.Lists.Of(ground.Known.Store, schedule, revision)).ToList();
        return lists.Contains(null) ? null
            : [.. lists.SelectMany(list => list!)
                .Where(patent => string.Equals(patent.Country, line.MadeIn, StringComparison.Ordinal) || string.Equals(patent.Country, line.SoldIn, StringComparison.Ordinal))
                .Select(patent => PublicationNumber.Of(patent)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<ScheduleRevised> Revisions(TraceGround ground, TracedVersion traced) =>
        ground.Known.Schedule(traced.Version.License.Origin!.Pool, traced.Schedule!.Value).Revisions.Where(revised => traced.Revisions.Contains(revised.Act.Revision));
}
