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

namespace Ledger.Store;

/// <summary>One snapshot of the store, by facet. Not to be used after the body that it was given to has returned.</summary>
public interface IStoreReader
{
    IBlockReader Blocks { get; }

    IFactReader Facts { get; }

    IProjectionReader Projections { get; }

    IOutboxReader Outbox { get; }

    ICheckpointReader Checkpoints { get; }

    IProposalReader Proposals { get; }

    IOperationReader Operations { get; }

    IJournalReader Journal { get; }

    IReportIndexReader Reports { get; }

    ITileReader Tiles { get; }

    ISuspectReader Suspects { get; }

    IWitnessReader Witnesses { get; }

    IDocumentReader Documents { get; }

    ICustodyReader Custody { get; }

    IAlertReader Alerts { get; }

    INotificationReader Notifications { get; }

    IIdempotencyReader Idempotency { get; }

    IMetaReader Meta { get; }

    IApiKeyReader ApiKeys { get; }

    IFeedReader Feed { get; }

    IWriterReader Writer { get; }

    ISpendingReader Spending { get; }
}
