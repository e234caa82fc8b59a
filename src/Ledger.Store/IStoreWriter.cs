// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Access;
using Ledger.Store.Alerts;
using Ledger.Store.Custody;
using Ledger.Store.Documents;
using Ledger.Store.Facts;
using Ledger.Store.Journal;
using Ledger.Store.Meta;
using Ledger.Store.Outbox;
using Ledger.Store.Projections;
using Ledger.Store.Proposals;
using Ledger.Store.Writing;

namespace Ledger.Store;

/// <summary>One transaction of the store, by facet; it reads what it has written. Facts have no writer but <see cref="Blocks"/>.</summary>
public interface IStoreWriter : IStoreReader
{
    new IBlockWriter Blocks { get; }

    new IProjectionWriter Projections { get; }

    new IOutboxWriter Outbox { get; }

    new ICheckpointWriter Checkpoints { get; }

    new IProposalWriter Proposals { get; }

    new IOperationWriter Operations { get; }

    new IJournalWriter Journal { get; }

    new IReportIndexWriter Reports { get; }

    new ITileWriter Tiles { get; }

    new ISuspectWriter Suspects { get; }

    new IWitnessWriter Witnesses { get; }

    new IDocumentWriter Documents { get; }

    new ICustodyWriter Custody { get; }

    new IAlertWriter Alerts { get; }

    new INotificationWriter Notifications { get; }

    new IIdempotencyWriter Idempotency { get; }

    new IMetaWriter Meta { get; }

    new IApiKeyWriter ApiKeys { get; }

    new IWriterWriter Writer { get; }

    new ISpendingWriter Spending { get; }
}
