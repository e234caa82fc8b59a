// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed usage reports: verified, journaled durably, and only then promised.</summary>
public sealed class UsageIntake
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;
    private readonly Suspects _suspects;
    private readonly StreamWatch _watch;

    internal UsageIntake(LedgerContext context)
    {
        _context = context;
        _journaling = new Journaling(context);
        _suspects = new Suspects(context);
        _watch = new StreamWatch(context);
    }

    public Task<Outcome<UsageReportReceipt>> SubmitAsync(UsageReportRequest request, CancellationToken cancellation) =>
        SubmitAsync(request, Caller.Host, RefusalTexts.English, cancellation);

    public async Task<Outcome<UsageReportReceipt>> SubmitAsync(
        UsageReportRequest request, Caller caller, string language, CancellationToken cancellation) =>
        (await SubmitManyAsync([request], caller, language, cancellation))[0];

    public Task<IReadOnlyList<Outcome<UsageReportReceipt>>> SubmitManyAsync(
        IReadOnlyList<UsageReportRequest> requests, CancellationToken cancellation) =>
        SubmitManyAsync(requests, Caller.Host, RefusalTexts.English, cancellation);

    /// <summary>Takes many, each on its own merits, with one commit for all; the outcomes stand in the order of the requests.</summary>
    /// <remarks>Each of them is of the caller's own party, under a license in a pool where it is a licensee.</remarks>
    /// <param name="language">Of the warnings: a line outside of the license is taken in all the same.</param>
    public async Task<IReadOnlyList<Outcome<UsageReportReceipt>>> SubmitManyAsync(
        IReadOnlyList<UsageReportRequest> requests, Caller caller, string language, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return [.. requests.Select(_ => Outcome<UsageReportReceipt>.Refused(halted))];
        }

        var read = new Outcome<ReadReport>[requests.Count];
        Parallel.For(0, requests.Count, i => read[i] = Read(requests[i]));
        var ground = await _context.Store.ReadAsync(reader => Ground(reader, read), cancellation);
        var judged = new Refusal?[requests.Count];
        Parallel.For(0, requests.Count, i => judged[i] = read[i] is { Value: { } whole }
            ? RecordRights.Judge(caller, whole.Report.Reporter, ground.License(whole.Report.License).Origin?.Pool, PoolRole.Licensee) ?? ground.Judge(whole)
            : read[i].Refusal);
        var outcomes = await _context.Store.WriteAsync(
            writer => read.Select((report, i) => Kept(writer, ground, report, judged[i] is { } refusal ? refusal : Take(writer, ground, report.Value!))).ToList(), cancellation);
        _context.Work.Wake();
        return [.. outcomes.Zip(read, (outcome, report) => outcome.IsDone ? Warned(outcome.Value, ground.Outside(report.Value!), language) : outcome)];
    }

    public Task<Outcome<UsageReportView>> GetAsync(Hash32 reportId, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<UsageReportView>>(
            reader => reader.Journal.Find(reportId) is { Kind: RecordKind.UsageReport } row ? View(reader, row) : new RecordUnknown(reportId),
            cancellation);

    /// <summary>The lines of a report, each with what of it lies outside of the license.</summary>
    public Task<Outcome<Page<UsageLineView>>> LinesAsync(
        Hash32 reportId, string? cursor, int limit, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<UsageLineView>>>(
            reader =>
            {
                if (reader.Journal.Find(reportId) is not { Kind: RecordKind.UsageReport } row)
                {
                    return new RecordUnknown(reportId);
                }

                var from = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
                var lines = Lines(row);
                var (report, terms) = (ActJson.Read<UsageReport>(row.Body), HeldTerms.Of(_context, reader, _context.On(reader).License(new LicenseId(row.Concerns ?? default))));
                var items = lines.Skip(from).Take(limit).Select((line, i) => Show(line, from + i, terms.Outside(report, line), language)).ToList();
                var next = from + items.Count;
                return new Page<UsageLineView>(items, next < lines.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
            },
            cancellation);

    /// <summary>The lines that came with a report.</summary>
    internal static IReadOnlyList<UsageLine> Lines(JournalRow row) =>
        [.. JsonElement.Parse(row.Attachment ?? "[]"u8).EnumerateArray().Select(line => TypedDataJson.ReadMessage<UsageLine>(line))];

    /// <summary>The receipt with a sentence for what its lines have outside of the license, the first ones where there are many.</summary>
    private UsageReportReceipt Warned(UsageReportReceipt receipt, IEnumerable<(int Line, LineOutside Why)> outside, string language) => receipt with
    {
        Warnings =
        [
            .. outside.Take(UsageReportReceipt.MostWarnings).Select(found => new ProblemErrorView(
                string.Create(CultureInfo.InvariantCulture, $"/lines/{found.Line}"), null, found.Why.Code, _context.Texts.Describe(found.Why, language).Detail)),
        ],
    };

    private UsageLineView Show(UsageLine line, int index, IReadOnlyList<LineOutside> outside, string language) => new(
        index,
        line.Product,
        (byte)line.Act,
        line.MadeIn,
        line.SoldIn,
        line.Quantity,
        line.NetValue,
        line.Currency,
        line.Serials,
        line.Batch,
        line.Time,
        line.Salt,
        MerkleHash.Leaf(line.LeafData),
        [.. outside.Select(why => new OutsideView(why.Term, why.Code, _context.Texts.Describe(why, language).Detail, why.Args))]);

    /// <summary>Reads a request and recovers its signature: all that needs no store, so that many are read at once.</summary>
    private Outcome<ReadReport> Read(UsageReportRequest request)
    {
        if (request.Lines.Count > _context.Options.MaxReportLines)
        {
            return new TooManyLines(request.Lines.Count, _context.Options.MaxReportLines);
        }

        try
        {
            var report = TypedDataJson.ReadMessage<UsageReport>(request.Report);
            if (!Signature.TryParse(request.Signature, out var signature)
                || !Secp256k1.TryRecover(report.Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key
                ? new ReadReport(report, [.. request.Lines.Select(line => TypedDataJson.ReadMessage<UsageLine>(line))], signer, signature)
                : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    /// <summary>What the reports are judged against, of one snapshot: so that many signatures are checked at once, outside the writer.</summary>
    private IntakeGround Ground(IStoreReader reader, IReadOnlyList<Outcome<ReadReport>> reports)
    {
        var known = _context.On(reader);
        var ground = new IntakeGround(reader.Blocks.Head?.Ref ?? default);
        foreach (var report in reports.Where(outcome => outcome.IsDone).Select(outcome => outcome.Value!.Report))
        {
            ground.Add(report.License, known.License, license => HeldTerms.Of(_context, reader, license));
            ground.Add(report.Stream, id => Opening(reader, id));
            ground.Add(report.Reporter, report.RecentBlock, (party, block) => _journaling.Intake(reader, known.Party(party), block));
            if (ground.License(report.License).Origin is { Pool: var pool })
            {
                ground.Add(pool, id => UsageEpochs.Of(known, id));
            }
        }

        return ground;
    }

    private Outcome<UsageReportReceipt> Take(IStoreWriter writer, IntakeGround ground, ReadReport read)
    {
        var report = read.Report;
        if (writer.Journal.Find(report.Id.Value) is { } same)
        {
            return new UsageReportReceipt(same.RecordId, _journaling.Show(same), []);
        }

        if (writer.Blocks.Head?.Ref != ground.Head)
        {
            ground = Ground(writer, [read]); // the chain moved on meanwhile: judge again on what it says now
            if (ground.Judge(read) is { } later)
            {
                return later;
            }
        }

        var last = writer.Journal.LastOf(report.Stream.Value) is { } row ? new StreamHead(row.Sequence!.Value, new RecordId(row.RecordId)) : null;
        if ((StreamHead.Check(last, report) ?? CheckCorrection(writer, report) ?? Suspects.CheckTakenBack(writer, report)) is { } refusal)
        {
            return refusal;
        }

        var pool = ground.License(report.License).Origin!.Pool;
        var epochs = ground.Epochs(pool);
        if (_context.Keys.Find(epochs.Present.LogKey) is null)
        {
            return new LogKeyElsewhere(pool);
        }

        var kept = _journaling.Append(writer, pool, epochs, report, read.Signature, Pack(read.Lines));
        _watch.Fill(writer, kept);
        return new UsageReportReceipt(kept.RecordId, _journaling.Show(kept), []);
    }

    /// <summary>The outcome; a report that was refused and proves something is kept.</summary>
    private Outcome<UsageReportReceipt> Kept(IStoreWriter writer, IntakeGround ground, Outcome<ReadReport> read, Outcome<UsageReportReceipt> outcome)
    {
        if (!outcome.IsDone && read.IsDone && ground.License(read.Value.Report.License).Origin is { Pool: var pool })
        {
            _suspects.Keep(writer, pool, read.Value, outcome.Refusal);
        }

        return outcome;
    }

    private static StreamOpening? Opening(IStoreReader reader, RecordId stream) =>
        reader.Journal.Find(stream.Value) is { Kind: RecordKind.StreamOpening } row ? ActJson.Read<StreamOpening>(row.Body) : null;

    /// <summary>A correction is rare: only then is all read that the log has about the license.</summary>
    private static Refusal? CheckCorrection(IStoreReader reader, UsageReport report) =>
        report.Supersedes.IsZero ? null : ReportDecision.CheckCorrection(KeptRecords.Of(reader, report.License), report);

    private UsageReportView View(IStoreReader reader, JournalRow row)
    {
        var report = ActJson.Read<UsageReport>(row.Body);
        var domain = _context.Contracts.Domain(ContractName.UsageLog);
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(report.Digest(domain), signature, out var key);
        var checkpoint = KeptRecords.FirstPast(_context.On(reader), row) is { } first ? Checkpoints.View(reader, first) : null;
        return new UsageReportView(
            row.RecordId,
            row.Pool,
            report.License.Value,
            ActJson.TypedData(domain, report),
            new SignatureView(report.Reporter.Value, key, nameof(KeyScopes.Report), signature.ToString()),
            checked((int)report.LineCount),
            row.Epoch,
            row.Index,
            checked((ulong)row.ReceivedAt),
            RecordStates.Of(checkpoint),
            checkpoint,
            _journaling.Show(row));
    }

    private static byte[] Pack(IReadOnlyList<UsageLine> lines) =>
        JsonSerializer.SerializeToUtf8Bytes(lines.Select(line => JsonElement.Parse(ActJson.Message(line))));
}
