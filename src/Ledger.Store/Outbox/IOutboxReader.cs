// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Outbox;

/// <summary>The transactions owed to the chain, and the nonces of the accounts that sign them.</summary>
public interface IOutboxReader
{
    /// <summary>Whether nothing was ever to be sent from here.</summary>
    bool IsEmpty { get; }

    IntentRow? Find(Hash32 intent);

    /// <summary>Intents in a state, in the order of sending.</summary>
    IReadOnlyList<IntentRow> InState(IntentState state, int limit);

    /// <summary>Signed and not yet included intents of an account, by nonce.</summary>
    IReadOnlyList<IntentRow> InFlight(Address signer);

    /// <summary>The intents that stand as included in that block.</summary>
    IReadOnlyList<IntentRow> IncludedIn(Hash32 blockHash);

    /// <summary>The next free nonce of an account; null before it was first reconciled with the chain.</summary>
    ulong? NextNonce(Address signer);

    /// <summary>Attempts of an intent, oldest first.</summary>
    IReadOnlyList<AttemptRow> Attempts(Hash32 intent);

    /// <summary>Attempts that were not abandoned for a nonce, oldest first: at most one of them can be on the chain.</summary>
    IReadOnlyList<AttemptRow> AttemptsAt(Address signer, ulong nonce);

    /// <summary>Every attempt for a nonce, oldest first, abandoned ones too: their bytes may still come on the chain.</summary>
    IReadOnlyList<AttemptRow> EverAt(Address signer, ulong nonce);

    /// <summary>What was signed last for each nonce from <paramref name="chainNonce"/> on, by nonce; abandoned attempts left out.</summary>
    IReadOnlyList<AttemptRow> Newest(Address signer, ulong chainNonce);

    /// <summary>
    /// Nonces from <paramref name="chainNonce"/> on and below the next free one that nobody will use any more (nothing was
    /// signed for them, or what was belongs to an intent that failed): what comes after them is stuck until each is
    /// filled, by a waiting intent or a no-op.
    /// </summary>
    IReadOnlyList<ulong> Gaps(Address signer, ulong chainNonce);

    AttemptRow? FindAttempt(Hash32 transaction);

    long Count(IntentState state);
}

public interface IOutboxWriter : IOutboxReader
{
    /// <summary>Takes an intent; false if one with that id is already here (nothing is written).</summary>
    bool TryEnqueue(NewIntent intent);

    /// <summary>
    /// Lets a failed intent wait again, with a new call (a checkpoint whose proof a reorg made void); false if it has not
    /// failed. What was signed for it before is abandoned.
    /// </summary>
    bool TryRevive(NewIntent intent);

    /// <summary>
    /// Sets an account's next nonce to what the chain says, upwards or downwards. Nonces at or above it that live
    /// attempts hold stay theirs; the next free one lies behind them.
    /// </summary>
    void Reconcile(Address signer, ulong chainNonce);

    /// <summary>
    /// Keeps signed bytes. With a free nonce (the next one, or a gap) a waiting intent becomes <c>Signed</c>; with the
    /// nonce that it already holds, they are a replacement. Without an intent they are a no-op for a nonce that no intent holds.
    /// </summary>
    /// <returns>
    /// False, with nothing written: the nonce is taken, or would leave a gap, or the account was never reconciled, or the
    /// intent does not wait.
    /// </returns>
    bool TryKeep(AttemptRow attempt);

    /// <summary>The node has taken (or already knew) the transaction.</summary>
    void MarkSent(Hash32 transaction, long at);

    /// <summary>Gives up an intent's nonce, which a stranger's transaction took: its attempts are abandoned, it waits again.</summary>
    void Renonce(Hash32 intent, long at);

    /// <summary>The chain has it in that block, by one of our attempts or a stranger's relaying (the id is what counts).</summary>
    void MarkIncluded(Hash32 intent, BlockRef block, Hash32 transaction, long at);

    /// <summary>Its block was retracted: signed again if attempts are alive, else waiting.</summary>
    void MarkRetracted(Hash32 intent, long at);

    void MarkFinal(Hash32 intent, long at);

    /// <summary>It can never be recorded; <paramref name="problem"/> is the body of a problem, JSON.</summary>
    void MarkFailed(Hash32 intent, byte[] problem, long at);
}
