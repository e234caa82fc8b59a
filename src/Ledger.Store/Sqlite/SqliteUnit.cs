// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Access;
using Ledger.Store.Alerts;
using Ledger.Store.Custody;
using Ledger.Store.Documents;
using Ledger.Store.Facts;
using Ledger.Store.Feed;
using Ledger.Store.Journal;
using Ledger.Store.Meta;
using Ledger.Store.Outbox;
using Ledger.Store.Projections;
using Ledger.Store.Proposals;
using Ledger.Store.Writing;

namespace Ledger.Store.Sqlite;

/// <summary>All facets over one session. A reader sees the same object through the narrower interface.</summary>
internal sealed class SqliteUnit : IStoreWriter
{
    private readonly BlockTable _blocks;
    private readonly FactTable _facts;
    private readonly ProjectionTable _projections;
    private readonly OutboxTable _outbox;
    private readonly CheckpointTable _checkpoints;
    private readonly ProposalTable _proposals;
    private readonly OperationTable _operations;
    private readonly JournalTable _journal;
    private readonly ReportIndexTable _reports;
    private readonly TileTable _tiles;
    private readonly SuspectTable _suspects;
    private readonly WitnessTable _witnesses;
    private readonly DocumentTable _documents;
    private readonly CustodyTable _custody;
    private readonly AlertTable _alerts;
    private readonly NotificationTable _notifications;
    private readonly IdempotencyTable _idempotency;
    private readonly MetaTable _meta;
    private readonly ApiKeyTable _apiKeys;
    private readonly FeedTable _feed;
    private readonly WriterTable _writer;
    private readonly SpendingTable _spending;

    public SqliteUnit(Session session)
    {
        _facts = new FactTable(session);
        _blocks = new BlockTable(session, _facts);
        _projections = new ProjectionTable(session);
        _outbox = new OutboxTable(session);
        _checkpoints = new CheckpointTable(session);
        _proposals = new ProposalTable(session);
        _operations = new OperationTable(session);
        _journal = new JournalTable(session);
        _reports = new ReportIndexTable(session);
        _tiles = new TileTable(session);
        _suspects = new SuspectTable(session);
        _witnesses = new WitnessTable(session);
        _documents = new DocumentTable(session);
        _custody = new CustodyTable(session);
        _alerts = new AlertTable(session);
        _notifications = new NotificationTable(session);
        _idempotency = new IdempotencyTable(session);
        _meta = new MetaTable(session);
        _apiKeys = new ApiKeyTable(session);
        _feed = new FeedTable(session);
        _writer = new WriterTable(session);
        _spending = new SpendingTable(session);
    }

    public IFactReader Facts => _facts;

    public IBlockWriter Blocks => _blocks;

    public IProjectionWriter Projections => _projections;

    public IOutboxWriter Outbox => _outbox;

    public ICheckpointWriter Checkpoints => _checkpoints;

    public IProposalWriter Proposals => _proposals;

    public IOperationWriter Operations => _operations;

    public IJournalWriter Journal => _journal;

    public IReportIndexWriter Reports => _reports;

    public ITileWriter Tiles => _tiles;

    public ISuspectWriter Suspects => _suspects;

    public IWitnessWriter Witnesses => _witnesses;

    public IDocumentWriter Documents => _documents;

    public ICustodyWriter Custody => _custody;

    public IAlertWriter Alerts => _alerts;

    public INotificationWriter Notifications => _notifications;

    public IIdempotencyWriter Idempotency => _idempotency;

    public IMetaWriter Meta => _meta;

    public IApiKeyWriter ApiKeys => _apiKeys;

    public IFeedReader Feed => _feed;

    public IWriterWriter Writer => _writer;

    public ISpendingWriter Spending => _spending;

    IBlockReader IStoreReader.Blocks => _blocks;

    IProjectionReader IStoreReader.Projections => _projections;

    IOutboxReader IStoreReader.Outbox => _outbox;

    ICheckpointReader IStoreReader.Checkpoints => _checkpoints;

    IProposalReader IStoreReader.Proposals => _proposals;

    IOperationReader IStoreReader.Operations => _operations;

    IJournalReader IStoreReader.Journal => _journal;

    IReportIndexReader IStoreReader.Reports => _reports;

    ITileReader IStoreReader.Tiles => _tiles;

    ISuspectReader IStoreReader.Suspects => _suspects;

    IWitnessReader IStoreReader.Witnesses => _witnesses;

    IDocumentReader IStoreReader.Documents => _documents;

    ICustodyReader IStoreReader.Custody => _custody;

    IAlertReader IStoreReader.Alerts => _alerts;

    INotificationReader IStoreReader.Notifications => _notifications;

    IIdempotencyReader IStoreReader.Idempotency => _idempotency;

    IMetaReader IStoreReader.Meta => _meta;

    IApiKeyReader IStoreReader.ApiKeys => _apiKeys;

    IWriterReader IStoreReader.Writer => _writer;

    ISpendingReader IStoreReader.Spending => _spending;

    /// <inheritdoc cref="WriterTable.TryTake"/>
    public long? TryTake(WriterClaim claim) => _writer.TryTake(claim);
}
