// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>The outbox of one account as it stands in a snapshot of the store, beside a look at the chain.</summary>
/// <param name="Look">What the chain said just before.</param>
/// <param name="Head">The newest block in the store.</param>
/// <param name="Final">The newest final one.</param>
/// <param name="Next">The next free nonce; null before the first reconciliation.</param>
/// <param name="Flying">Signed intents, by nonce.</param>
/// <param name="Waiting">The first of those without a nonce.</param>
/// <param name="Newest">What was signed last for each nonce that the chain has not spent, by nonce.</param>
/// <param name="GivenUp">Which of these nonces belong to intents that failed: nobody will use them any more.</param>
internal sealed record OutboxView(
    OutboxLook Look,
    BlockRef? Head,
    BlockRef? Final,
    ulong? Next,
    IReadOnlyList<IntentRow> Flying,
    IReadOnlyList<IntentRow> Waiting,
    IReadOnlyList<AttemptRow> Newest,
    IReadOnlySet<ulong> GivenUp)
{
    /// <summary>Whether the store has followed the node to its newest block: only then anything is given up.</summary>
    public bool IsAtHead => Head == Look.Head.Ref;

    /// <summary>The highest nonce that something in flight holds; null where nothing flies.</summary>
    public ulong? Top => Flying.Count > 0 ? Flying[^1].Nonce : null;

    /// <summary>The highest nonce that anything was signed for and the chain has not spent: a pool may hold it, and then waits for those below.</summary>
    public ulong? Last => Newest.Count > 0 ? Newest[^1].Nonce : null;

    /// <summary>Reads what there is to know of an account.</summary>
    /// <param name="waiting">How many of the waiting are wanted at most.</param>
    public static OutboxView Read(IStoreReader reader, Address account, OutboxLook look, int waiting)
    {
        var flying = reader.Outbox.InFlight(account);
        var newest = reader.Outbox.Newest(account, look.Nonce);
        var inFlight = flying.Select(intent => intent.Id).ToHashSet();
        return new OutboxView(
            look,
            reader.Blocks.Head?.Ref,
            reader.Blocks.Final,
            reader.Outbox.NextNonce(account),
            flying,
            reader.Outbox.InState(IntentState.Waiting, waiting),
            newest,
            newest.Where(row => row.Intent is { } id && !inFlight.Contains(id) && reader.Outbox.Find(id) is { State: IntentState.Failed })
                .Select(row => row.Nonce).ToHashSet());
    }

    /// <summary>Kept bytes, as the submitter takes them.</summary>
    public static OutboxTransaction Transaction(AttemptRow row) => new(row.Intent ?? Hash32.Zero, row.Signer, row.Nonce, row.Raw, row.Hash);
}
