// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proofs;
using Ledger.Application.Proposing;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed usage reports: verified, journaled durably, and only then promised.</summary>
public sealed class UsageIntake
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;
    private readonly ReportReading _reading;
    private readonly IntakeGrounds _grounds;
    private readonly PromiseDrafts _drafts;
    private readonly ReceiptWriter _receipts;

    internal UsageIntake(LedgerContext context)
    {
        _context = context;
        _journaling = new Journaling(context);
        _reading = new ReportReading(context);
        _grounds = new IntakeGrounds(context, _journaling);
        _drafts = new PromiseDrafts(context);
        _receipts = new ReceiptWriter(context.Contracts.Domain(ContractName.UsageLog));
    }

    public Task<Outcome<UsageReportReceipt>> SubmitAsync(UsageReportRequest request, CancellationToken cancellation) =>
        SubmitAsync(request, Caller.Host, RefusalTexts.English, cancellation);

    public Task<Outcome<UsageReportReceipt>> SubmitAsync(
        UsageReportRequest request, Caller caller, string language, CancellationToken cancellation) => SubmitAsync(Read(request), caller, language, cancellation);

    public async Task<Outcome<UsageReportReceipt>> SubmitAsync(IncomingReport report, Caller caller, string language, CancellationToken cancellation) =>
        Receipt((await TakeAsync([report], caller, language, cancellation))[0]);

    /// <summary>Reads a request and recovers its signature; may run on many threads at once.</summary>
    public IncomingReport Read(UsageReportRequest request) => new(_reading.Read(request));

    /// <summary>Reads the JSON of a request where it is written as we write it: fields in order, no escapes. Null where another reader has to say what it is.</summary>
    public IncomingReport? TryRead(ReadOnlySpan<byte> utf8) => _reading.TryRead(utf8) is { } read ? new IncomingReport(read) : null;

    /// <summary>Takes many, each on its own merits, with one commit for all; the outcomes stand in the order of the reports.</summary>
    /// <remarks>Each of them is of the caller's own party, under a license in a pool where it is a licensee.</remarks>
    /// <param name="language">Of the warnings: a line outside of the license is taken in all the same.</param>
    /// <param name="answer">What is kept in the same commit; null where that is the caller's to do.</param>
    public async Task<IReadOnlyList<Outcome<TakenReport>>> TakeAsync(
        IReadOnlyList<IncomingReport> reports, Caller caller, string language, CancellationToken cancellation,
        AnswerWith<IReadOnlyList<Outcome<TakenReport>>>? answer = null)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return [.. reports.Select(_ => Outcome<TakenReport>.Refused(halted))];
        }

        var ground = await _context.Store.ReadAsync(
            reader => _grounds.Gather(reader, reports.Where(report => report.Read.IsDone).Select(report => report.Read.Value!.Report)), cancellation);
        var judged = new JudgedReport[reports.Count];
        Parallel.For(0, judged.Length, i => judged[i] = Judge(ground, reports[i].Read, caller));
        using var places = Draft(ground, judged);
        (PoolId Pool, ulong Index)? last = null;
        Task<IReadOnlyList<Outcome<TakenReport>>> TurnAsync() => _context.Store.WriteAsync(
            writer =>
            {
                var turn = new IntakeTurn(_context, _journaling, _grounds, writer, ground, judged);
                var taken = Warned(writer, turn.Take(), judged, language);
                answer?.Keep(writer, taken);
                last = turn.Last;
                return taken;
            },
            cancellation);
        var outcomes = await (places?.StandInLineAsync(TurnAsync) ?? TurnAsync());
        if (last is { } end)
        {
            places?.Settle(end.Index + 1);
        }

        _context.Work.Wake();
        return outcomes;
    }

    /// <summary>Drafts the promises for what will most likely be taken, and takes its places in the log; null where it is of several pools, or nothing.</summary>
    private PromiseDrafts.Places? Draft(IntakeGround ground, JudgedReport[] judged)
    {
        var acceptable = judged.Where(report => report.Record is not null).ToList();
        var pools = acceptable.Select(report => ground.License(report.Read!.Report.License).Origin!.Pool).Distinct().ToList();
        return pools is [var pool] ? _drafts.Draft(pool, ground.Epochs(pool).Present, ground.Place.Time, acceptable.ConvertAll(report => report.Record!)) : null;
    }

    /// <summary>Those of the reports that are in the journal, in the order asked for, without warnings.</summary>
    public Task<IReadOnlyList<TakenReport>> FindAsync(IReadOnlyList<Hash32> ids, CancellationToken cancellation) =>
        _context.Store.ReadAsync<IReadOnlyList<TakenReport>>(
            reader => [.. ids.Select(reader.Journal.Find).Where(row => row is { Kind: RecordKind.UsageReport }).Select(row => TakenReport.Of(row!))], cancellation);

    /// <summary>Writes a receipt as the API shows it.</summary>
    public void Write(Utf8JsonWriter to, TakenReport taken) => _receipts.Write(to, taken);

    private Outcome<UsageReportReceipt> Receipt(Outcome<TakenReport> outcome) =>
        outcome.IsDone ? outcome.Value.Receipt(_context.Contracts.Domain(ContractName.UsageLog)) : outcome.Refusal;

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
                if (!TryFindWhole(reader, reportId, out var row, out var refusal))
                {
                    return refusal;
                }

                var from = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
                var lines = Lines(row);
                var (report, terms) = (ActJson.Read<UsageReport>(row.Body), HeldTerms.Of(_context, reader, _context.On(reader).License(new LicenseId(row.Concerns ?? default))));
                var items = lines.Skip(from).Take(limit).Select((line, i) => Show(line, from + i, terms.Outside(report, line), language)).ToList();
                var next = from + items.Count;
                return new Page<UsageLineView>(items, next < lines.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
            },
            cancellation);

    /// <summary>The lines of a report as a sheet in the columns of the filing template.</summary>
    /// <param name="language">Of the names of columns and acts.</param>
    public Task<Outcome<BundleFile>> SheetAsync(Hash32 reportId, string language, CancellationToken cancellation) => _context.Store.ReadAsync<Outcome<BundleFile>>(
        reader =>
        {
            if (!TryFindWhole(reader, reportId, out var row, out var refusal))
            {
                return refusal;
            }

            var (report, isChinese) = (ActJson.Read<UsageReport>(row.Body), language.StartsWith("zh", StringComparison.Ordinal));
            var zone = HeldTerms.Of(_context, reader, _context.On(reader).License(report.License)).ZoneAt(report.PeriodStart);
            var text = new StringBuilder(UsageSheetCsv.Head(isChinese)).AppendJoin("", Lines(row).Select(line => UsageSheetCsv.Line(line, zone, isChinese)));
            return new BundleFile($"report-{reportId.ToString()[2..10]}.csv", Encoding.UTF8.GetBytes(text.ToString()));
        },
        cancellation);

    /// <summary>The lines that came with a report; none where they were erased.</summary>
    internal static IReadOnlyList<UsageLine> Lines(JournalRow row) => PackedLines.Read(row.Attachment);

    /// <summary>A report whose lines are still here.</summary>
    private static bool TryFindWhole(IStoreReader reader, Hash32 reportId, [NotNullWhen(true)] out JournalRow? row, [NotNullWhen(false)] out Refusal? refusal)
    {
        row = reader.Journal.Find(reportId) is { Kind: RecordKind.UsageReport } report ? report : null;
        refusal = row is null ? new RecordUnknown(reportId) : Erasures.Of(reader, row) is { } erased ? new RecordErased(reportId, erased.ErasedAt) : null;
        return refusal is null;
    }

    /// <summary>Judges all but the stream, and makes all of the row that needs no writer.</summary>
    private static JudgedReport Judge(IntakeGround ground, Outcome<ReadReport> outcome, Caller caller)
    {
        if (!outcome.IsDone)
        {
            return new JudgedReport(null, outcome.Refusal, null, []);
        }

        var read = outcome.Value;
        return (RecordRights.Judge(caller, read.Report.Reporter, ground.License(read.Report.License).Origin?.Pool, PoolRole.Licensee) ?? ground.Judge(read)) is { } refusal
            ? new JudgedReport(read, refusal, null, [])
            : new JudgedReport(
                read,
                null,
                NewRecord.Of(read.Report, read.Id, read.Signature, PackedLines.Pack(read.Lines)),
                [.. ground.Outside(read).Take(UsageReportReceipt.MostWarnings)]);
    }

    private IReadOnlyList<Outcome<TakenReport>> Warned(IStoreReader reader, IReadOnlyList<Outcome<TakenReport>> outcomes, JudgedReport[] judged, string language) =>
        judged.All(report => report.Outside.Count == 0) ? outcomes
        : [.. outcomes.Select((outcome, i) => outcome.IsDone ? Warned(reader, outcome.Value, judged[i].Outside, language) : outcome)];

    /// <summary>The report with a sentence for what its lines have outside of the license; none where they were erased, for the answer is kept.</summary>
    private TakenReport Warned(IStoreReader reader, TakenReport taken, IReadOnlyList<(int Line, LineOutside Why)> outside, string language) =>
        outside.Count == 0 || CustodyBook.ErasureOf(reader, taken.Id) is not null ? taken : taken with
    {
        Warnings =
        [
            .. outside.Select(found => new ProblemErrorView(
                string.Create(CultureInfo.InvariantCulture, $"/lines/{found.Line}"), null, found.Why.Code, _context.Texts.Describe(found.Why, language).Detail)),
        ],
    };

    private UsageLineView Show(UsageLine line, int index, IReadOnlyList<LineOutside> outside, string language) => new UsageLineView(
        index,
        line.Salt,
        MerkleHash.Leaf(line.LeafData),
        [.. outside.Select(why => new OutsideView(why.Term, why.Code, _context.Texts.Describe(why, language).Detail, why.Args))]).With(line);

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
            LodgingBook.Of(_context.On(reader), _journaling, row),
            _journaling.Show(row),
            [.. CustodyBook.Holds(reader, row.RecordId).Order(StringComparer.Ordinal)],
            Erasures.Of(reader, row));
    }
}
