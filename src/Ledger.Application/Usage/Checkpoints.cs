// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Usage;

/// <summary>Shows checkpoints.</summary>
internal static class Checkpoints
{
    public static CheckpointView View(IStoreReader reader, CheckpointAnchored fact) => new(
        fact.Act.Pool.Value,
        fact.Act.Epoch,
        fact.OldSize,
        fact.Act.Size,
        fact.Act.Root,
        Hex.Encode(fact.Signatures.AsSpan()),
        Recorded(reader, fact.At),
        WitnessDesk.Of(reader, fact.Act));

    /// <summary>Where the chain recorded a fact.</summary>
    public static RecordedView Recorded(IStoreReader reader, FactPosition at) => new(
        at.Block.Number,
        at.Block.Hash,
        at.Transaction,
        at.EventIndex,
        at.Time,
        reader.Blocks.Final is { } final && at.Block.Number <= final.Number);
}
