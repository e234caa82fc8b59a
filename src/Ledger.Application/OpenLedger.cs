// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Documents;
using Ledger.Application.Feed;
using Ledger.Application.Graphs;
using Ledger.Application.Loops;
using Ledger.Application.Machine;
using Ledger.Application.Notifying;
using Ledger.Application.Proofs;
using Ledger.Application.Proposing;
using Ledger.Application.Reading;
using Ledger.Application.Setup;
using Ledger.Application.Texts;
using Ledger.Application.Tracing;
using Ledger.Application.Usage;
using Ledger.Chain.Follow;
using Ledger.Chain.Keys;
using Ledger.Chain.Nodes;
using Ledger.Chain.Submit;
using Ledger.Outbound;
using Ledger.Store;
using Ledger.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ledger.Application;

/// <summary>An opened data directory with its chain, store, keys, use cases and loops. Disposing stops the embedded chain and frees the lock.</summary>
public sealed class OpenLedger : IAsyncDisposable
{
    private readonly List<object> _held = [];
    private readonly AnchorLoop _anchor;

    private OpenLedger(LedgerContext context, Follower follower, Submitter submitter, INotifier? notifier)
    {
        Context = context;
        var trees = new UsageTrees(context);
        Registry = new Registry(context);
        Schedules = new ScheduleBook(context);
        Search = new Search(context);
        Proposals = new Proposals(context);
        Operations = new Operations(context);
        Idempotency = new Idempotency(context);
        UsageIntake = new UsageIntake(context);
        SheetDesk = new SheetDesk(context);
        RecordIntake = new RecordIntake(context);
        RecordBook = new RecordBook(context);
        SignedRecords = new SignedRecords(context);
        UsageProofs = new UsageProofs(context, trees);
        PromiseProofs = new PromiseProofs(context, UsageProofs);
        LogBodies = new LogBodies(context);
        var indexing = new ReportIndexing(context);
        Trace = new TraceBook(context, indexing, UsageProofs);
        ReportTrace = new ReportTrace(context, indexing, UsageProofs);
        UsageMap = new UsageMap(context, indexing);
        Payments = new PaymentBook(context, indexing);
        Graphs = new GraphBook(context, indexing);
        Log = new LogBook(context, trees);
        Lodgings = new LodgingBook(context);
        Witnesses = new WitnessDesk(context);
        Alerts = new AlertBook(context);
        var gathering = new EvidenceGathering(context, UsageProofs);
        Verification = new LicenseVerification(context, gathering);
        Terms = new TermsBook(context);
        Exports = new Exports(context, gathering, Operations, Terms);
        Documents = new DocumentRoom(context);
        Erasures = new ErasureDesk(context);
        RecordErasures = new RecordErasureDesk(context, RecordBook, Exports);
        Machine = new MachineRoom(context, follower, submitter.Account);
        Deployment = new Deployment(context, Machine);
        Rpc = new RpcRelay(context);
        ApiKeys = new ApiKeys(context);
        Gate = new AccessGate(context);
        Feed = new ChangeFeed(context);
        _anchor = new AnchorLoop(context, trees);
        Loops =
        [
            new SubmitLoop(context, submitter, new SigningDesk(context, submitter)),
            .. context.Embedded is { } chain ? [new MineLoop(context, chain)] : Array.Empty<ILedgerLoop>(),
            new FollowLoop(context, follower),
            _anchor,
            new SpendingLoop(context, submitter),
            new ReportIndexLoop(context, indexing),
            .. notifier is null ? Array.Empty<ILedgerLoop>() : [new NotifyLoop(context, notifier)],
            .. context.Nodes is { Count: > 1 } nodes ? [new NodesLoop(context, nodes)] : Array.Empty<ILedgerLoop>(),
            .. context is { Embedded: null, Options.NodeWs: { Length: > 0 } heads } ? [new HeadsLoop(context, new HeadHints(new Uri(heads), context.Time))] : Array.Empty<ILedgerLoop>(),
        ];
    }

    public DeploymentRecord Record => Context.Record;

    public RefusalTexts Texts => Context.Texts;

    public Registry Registry { get; }

    public Search Search { get; }

    public ScheduleBook Schedules { get; }

    public Proposals Proposals { get; }

    public Operations Operations { get; }

    public Idempotency Idempotency { get; }

    public UsageIntake UsageIntake { get; }

    public SheetDesk SheetDesk { get; }

    public RecordIntake RecordIntake { get; }

    public RecordBook RecordBook { get; }

    public SignedRecords SignedRecords { get; }

    public UsageProofs UsageProofs { get; }

    public PromiseProofs PromiseProofs { get; }

    public LogBodies LogBodies { get; }

    public TraceBook Trace { get; }

    public ReportTrace ReportTrace { get; }

    public UsageMap UsageMap { get; }

    public PaymentBook Payments { get; }

    public GraphBook Graphs { get; }

    public LogBook Log { get; }

    public LodgingBook Lodgings { get; }

    public WitnessDesk Witnesses { get; }

    public AlertBook Alerts { get; }

    public LicenseVerification Verification { get; }

    public TermsBook Terms { get; }

    public Exports Exports { get; }

    public DocumentRoom Documents { get; }

    public ErasureDesk Erasures { get; }

    public RecordErasureDesk RecordErasures { get; }

    public Deployment Deployment { get; }

    public MachineRoom Machine { get; }

    public RpcRelay Rpc { get; }

    public ApiKeys ApiKeys { get; }

    public AccessGate Gate { get; }

    public ChangeFeed Feed { get; }

    /// <summary>Every loop that serving needs; the host runs each in a background service, tests call <c>StepAsync</c>.</summary>
    public IReadOnlyList<ILedgerLoop> Loops { get; }

    internal LedgerContext Context { get; }

    /// <summary>Opens what <c>init</c> made; never makes anything.</summary>
    /// <param name="anvilPath">The anvil binary of the embedded chain; null looks for it.</param>
    /// <param name="waiting">Told of the process that has the directory, which is then waited for, and of what keeps its place; null: refused as locked.</param>
    public static async Task<Outcome<OpenLedger>> OpenAsync(
        string dataDirectory,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        string? anvilPath,
        CancellationToken cancellation,
        Action<WaitedFor>? waiting = null)
    {
        var directory = new DataDirectory(dataDirectory);
        if (Opening.Judge(directory, options) is { } refusal)
        {
            return refusal;
        }

        var lease = await TakeAsync(directory, options, time, waiting, cancellation);
        if (lease is null)
        {
            return new DirectoryLocked(directory.Root);
        }

        try
        {
            var opened = await Opening.TryOpenAsync(directory, options, time, loggers, anvilPath, lease, cancellation);
            if (opened.IsDone)
            {
                await opened.Value.Erasures.SweepAsync(cancellation);
                await opened.Value.RecordErasures.SweepAsync(cancellation);
                await OperatorKey.EnsureAsync(opened.Value.ApiKeys, opened.Value.Context, cancellation);
                opened.Value.Keep(lease);
                lease = null;
            }

            return opened;
        }
        finally
        {
            await (lease?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Puts a ledger together over an engine that is open already; the directory's store, secrets and keys are opened.</summary>
    public static OpenLedger Compose(
        DataDirectory directory,
        DeploymentRecord record,
        Engine engine,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        ILedgerStore? store = null) => Compose(directory, record, engine, options, time, loggers, store, lease: null);

    internal static OpenLedger Compose(
        DataDirectory directory,
        DeploymentRecord record,
        Engine engine,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        ILedgerStore? store,
        WriterLease? lease)
    {
        var keys = new KeyRing();
        keys.AddDirectory(directory.Keys);
        var (signer, signerRoad) = RemoteSigner.IsWanted(options)
            ? RemoteSigner.Open(options, record.ChainId)
            : (new LocalTransactionSigner(KeyFile.Read(record.RelayerKeyFile ?? directory.RelayerKey).Signer, record.ChainId), null);
        var context = new LedgerContext
        {
            Directory = directory,
            Record = record,
            Contracts = record.Addresses(),
            Store = store ?? SqliteStore.Open(directory.Store, options.Store()),
            Transport = engine.Nodes?.ForStrangers ?? engine.Transport,
            Nodes = engine.Nodes,
            Node = engine.Node,
            Embedded = engine.Embedded,
            Keys = keys,
            Documents = new DocumentVault(SecretFile.Open(directory.Secrets, create: false, lease)),
            Options = options,
            Time = time,
            Loggers = loggers,
        };
        lease?.Lost.Register(() =>
        {
            context.Halt.Lose(lease.LostTo);
            LoopLog.Deposed(loggers.CreateLogger("Ledger.Application"), lease.Token, lease.LostTo);
        });
        if (directory.TryFindDivergence(out var evidence))
        {
            context.Halt.Set($"Evidence of a divergence lies at {evidence}.");
            LoopLog.StillHalted(loggers.CreateLogger("Ledger.Application"), context.Halt.Reason!);
        }

        var follower = new Follower(engine.Node, new FollowerOptions
        {
            Addresses = context.Contracts.Addresses,
            Finality = context.Finality,
            ChainId = record.ChainId,
            FirstBlock = record.StartBlock,
        });
        var submitter = new Submitter(
            engine.Node,
            signer,
            new SubmitterOptions { ChainId = record.ChainId, Finality = context.Finality, MaxFeeWei = (ulong)options.MaxFeeGwei * SubmitterOptions.Gwei });
        var notifier = WebhookSetup.Create(options.Notify, time);
        var ledger = new OpenLedger(context, follower, submitter, notifier);
        if (store is null)
        {
            ledger._held.Add(context.Store);
        }

        ledger._held.Add(context.Documents);
        ledger._held.Add(ledger.Machine);
        if (signerRoad is not null)
        {
            ledger._held.Add(signerRoad);
        }

        if (notifier is not null)
        {
            ledger._held.Add(notifier);
        }

        return ledger;
    }

    private static async Task<WriterLease?> TakeAsync(
        DataDirectory directory, ApplicationOptions options, TimeProvider time, Action<WaitedFor>? waiting, CancellationToken cancellation) => waiting is null
            ? await WriterTurn.TryTakeAsync(directory, options, time, cancellation)
            : await WriterTurn.WaitAsync(directory, options, time, waiting, cancellation);

    /// <summary>Steps every loop once, in order; whether any had something to do.</summary>
    public async Task<bool> StepAllAsync(CancellationToken cancellation)
    {
        var moved = false;
        foreach (var loop in Loops)
        {
            moved |= await loop.StepAsync(cancellation);
        }

        return moved;
    }

    /// <summary>Runs the loops until nothing moves.</summary>
    internal async Task SettleAsync(CancellationToken cancellation)
    {
        while (await StepAllAsync(cancellation))
        {
        }
    }

    /// <summary>Ends with this ledger: an engine or lock that it was given to keep.</summary>
    internal void Keep(object held) => _held.Insert(0, held);

    public async ValueTask DisposeAsync()
    {
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            switch (_held[i])
            {
                case IAsyncDisposable asynchronous:
                    await asynchronous.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }
        }

        _held.Clear();
    }
}
