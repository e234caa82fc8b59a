// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Store.Sqlite;

internal sealed class OutboxTable(Session session) : IOutboxWriter
{
    private const string Intents =
        "SELECT seq, id, kind, to_address, call_data, gas_limit, operation, state, signer, nonce, block_number, block_hash, "
        + "tx, problem, created_at, updated_at FROM intents ";

    private const string AttemptRows = "SELECT hash, intent, signer, nonce, raw, signed_at, sent_at, abandoned FROM attempts ";

    public bool IsEmpty => session.Number("SELECT 1 FROM intents LIMIT 1") is null;

    public IntentRow? Find(Hash32 intent) => session.One(Intents + "WHERE id = ?1", Read, intent);

    public IReadOnlyList<IntentRow> InState(IntentState state, int limit) =>
        session.List(Intents + "WHERE state = ?1 ORDER BY seq LIMIT ?2", Read, (int)state, limit);

    public IReadOnlyList<IntentRow> InFlight(Address signer) =>
        session.List(Intents + "WHERE state = 1 AND signer = ?1 ORDER BY nonce", Read, signer);

    public IReadOnlyList<IntentRow> IncludedIn(Hash32 blockHash) =>
        session.List(Intents + "WHERE block_hash = ?1 ORDER BY seq", Read, blockHash);

    public ulong? NextNonce(Address signer) =>
        session.Number("SELECT next_nonce FROM signers WHERE address = ?1", signer) is { } next ? (ulong)next : null;

    public IReadOnlyList<AttemptRow> Attempts(Hash32 intent) =>
        session.List(AttemptRows + "WHERE intent = ?1 ORDER BY seq", ReadAttempt, intent);

    public IReadOnlyList<AttemptRow> AttemptsAt(Address signer, ulong nonce) => session.List(
        AttemptRows + "WHERE signer = ?1 AND nonce = ?2 AND abandoned = 0 ORDER BY seq", ReadAttempt, signer, nonce);

    public IReadOnlyList<ulong> Gaps(Address signer, ulong chainNonce)
    {
        var held = session.List(
            "SELECT DISTINCT a.nonce FROM attempts a LEFT JOIN intents i ON i.id = a.intent "
            + "WHERE a.signer = ?1 AND a.nonce >= ?2 AND a.abandoned = 0 AND (i.id IS NULL OR i.state <> 4) ORDER BY a.nonce",
            row => row.ULong(0), signer, chainNonce);
        var gaps = new List<ulong>();
        var expected = chainNonce;
        foreach (var nonce in held)
        {
            for (; expected < nonce; expected++)
            {
                gaps.Add(expected);
            }

            expected = nonce + 1;
        }

        for (var next = NextNonce(signer) ?? chainNonce; expected < next; expected++)
        {
            gaps.Add(expected);
        }

        return gaps;
    }

    public IReadOnlyList<AttemptRow> EverAt(Address signer, ulong nonce) => session.List(
        AttemptRows + "WHERE signer = ?1 AND nonce = ?2 ORDER BY seq", ReadAttempt, signer, nonce);

    public IReadOnlyList<AttemptRow> Newest(Address signer, ulong chainNonce) => session.List(
        AttemptRows + "WHERE signer = ?1 AND nonce >= ?2 AND abandoned = 0 AND NOT EXISTS(SELECT 1 FROM attempts o "
        + "WHERE o.signer = ?1 AND o.nonce = attempts.nonce AND o.abandoned = 0 AND o.seq > attempts.seq) ORDER BY nonce",
        ReadAttempt, signer, chainNonce);

    public AttemptRow? FindAttempt(Hash32 transaction) => session.One(AttemptRows + "WHERE hash = ?1", ReadAttempt, transaction);

    public long Count(IntentState state) => session.Number("SELECT count(*) FROM intents WHERE state = ?1", (int)state) ?? 0;

    public bool TryEnqueue(NewIntent intent) => session.Run(
        "INSERT INTO intents(id, kind, to_address, call_data, gas_limit, operation, state, created_at, updated_at) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?7) ON CONFLICT(id) DO NOTHING",
        intent.Id, intent.Kind, intent.To, intent.CallData, intent.GasLimit, intent.Operation, intent.CreatedAt) == 1;

    public bool TryRevive(NewIntent intent)
    {
        if (session.Run(
            "UPDATE intents SET state = 0, call_data = ?2, gas_limit = ?3, signer = NULL, nonce = NULL, problem = NULL, updated_at = ?4 "
            + "WHERE id = ?1 AND state = 4",
            intent.Id, intent.CallData, intent.GasLimit, intent.CreatedAt) == 0)
        {
            return false;
        }

        session.Run("UPDATE attempts SET abandoned = 1 WHERE intent = ?1", intent.Id);
        return true;
    }

    public void Reconcile(Address signer, ulong chainNonce)
    {
        var live = session.Number(
            "SELECT max(nonce) FROM attempts WHERE signer = ?1 AND nonce >= ?2 AND abandoned = 0", signer, chainNonce);
        var next = live is { } highest ? (ulong)highest + 1 : chainNonce;
        session.Run(
            "INSERT INTO signers(address, next_nonce) VALUES(?1, ?2) ON CONFLICT(address) DO UPDATE SET next_nonce = ?2", signer, next);
    }

    public bool TryKeep(AttemptRow attempt)
    {
        if (NextNonce(attempt.Signer) is not { } next || attempt.Nonce > next || FindAttempt(attempt.Hash) is not null)
        {
            return false;
        }

        var live = AttemptsAt(attempt.Signer, attempt.Nonce);
        if (attempt.Intent is { } id)
        {
            var intent = Find(id) ?? throw new InvalidOperationException($"No intent {id} is in the outbox.");
            var isReplacement = intent.State == IntentState.Signed && intent.Signer == attempt.Signer && intent.Nonce == attempt.Nonce;
            if (!isReplacement && (intent.State != IntentState.Waiting || live.Count > 0))
            {
                return false;
            }

            session.Run(
                "UPDATE intents SET state = 1, signer = ?2, nonce = ?3, updated_at = ?4 WHERE id = ?1",
                id, attempt.Signer, attempt.Nonce, attempt.SignedAt);
        }
        else if (live.Any(other => other.Intent is { } owner && Find(owner)!.State != IntentState.Failed))
        {
            return false;
        }

        session.Run(
            "INSERT INTO attempts(hash, intent, signer, nonce, raw, signed_at, sent_at, abandoned) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)",
            attempt.Hash, attempt.Intent, attempt.Signer, attempt.Nonce, attempt.Raw, attempt.SignedAt, attempt.SentAt);
        session.Run("UPDATE signers SET next_nonce = max(next_nonce, ?2) WHERE address = ?1", attempt.Signer, attempt.Nonce + 1);
        return true;
    }

    public void MarkSent(Hash32 transaction, long at) =>
        session.Run("UPDATE attempts SET sent_at = ?2 WHERE hash = ?1", transaction, at);

    public void Renonce(Hash32 intent, long at)
    {
        Require(intent, IntentState.Signed);
        session.Run("UPDATE attempts SET abandoned = 1 WHERE intent = ?1", intent);
        session.Run("UPDATE intents SET state = 0, signer = NULL, nonce = NULL, updated_at = ?2 WHERE id = ?1", intent, at);
    }

    public void MarkIncluded(Hash32 intent, BlockRef block, Hash32 transaction, long at)
    {
        Require(intent, IntentState.Waiting, IntentState.Signed, IntentState.Included, IntentState.Failed);
        session.Run(
            "UPDATE intents SET state = 2, block_number = ?2, block_hash = ?3, tx = ?4, problem = NULL, updated_at = ?5 WHERE id = ?1",
            intent, block.Number, block.Hash, transaction, at);
    }

    public void MarkRetracted(Hash32 intent, long at)
    {
        Require(intent, IntentState.Included);
        session.Run(
            "UPDATE intents SET state = CASE WHEN nonce IS NULL THEN 0 ELSE 1 END, block_number = NULL, block_hash = NULL, "
            + "tx = NULL, updated_at = ?2 WHERE id = ?1",
            intent, at);
    }

    public void MarkFinal(Hash32 intent, long at)
    {
        Require(intent, IntentState.Included);
        session.Run("UPDATE intents SET state = 3, updated_at = ?2 WHERE id = ?1", intent, at);
    }

    public void MarkFailed(Hash32 intent, byte[] problem, long at)
    {
        Require(intent, IntentState.Waiting, IntentState.Signed, IntentState.Included);
        session.Run(
            "UPDATE intents SET state = 4, block_number = NULL, block_hash = NULL, tx = NULL, problem = ?2, updated_at = ?3 WHERE id = ?1",
            intent, problem, at);
    }

    private void Require(Hash32 intent, params ReadOnlySpan<IntentState> states)
    {
        var state = session.Number("SELECT state FROM intents WHERE id = ?1", intent)
            ?? throw new InvalidOperationException($"No intent {intent} is in the outbox.");
        if (!states.Contains((IntentState)state))
        {
            throw new InvalidOperationException($"Intent {intent} is {(IntentState)state}: it cannot move so.");
        }
    }

    private static IntentRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.Text(2),
        row.Address(3),
        row.Blob(4),
        row.ULong(5),
        row.HashOrNull(6),
        (IntentState)row.Int(7),
        row.AddressOrNull(8),
        row.ULongOrNull(9),
        row.HashOrNull(11) is { } block ? new BlockRef(row.ULong(10), block) : null,
        row.HashOrNull(12),
        row.BlobOrNull(13),
        row.Long(14),
        row.Long(15));

    private static AttemptRow ReadAttempt(Statement row) => new(
        row.Hash(0), row.HashOrNull(1), row.Address(2), row.ULong(3), row.Blob(4), row.Long(5), row.LongOrNull(6), row.Bool(7));
}
