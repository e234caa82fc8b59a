// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Proposals;

namespace Ledger.Store.Sqlite;

internal sealed class ProposalTable(Session session) : IProposalWriter
{
    private const string Columns =
        "SELECT seq, id, kind, act_id, subject, pool, state, operation, expires_at, created_at, body, second_subject FROM proposals ";

    public ProposalRow? Find(Hash32 id) => session.One(Columns + "WHERE id = ?1", Read, id);

    public bool IsEmpty => session.Number("SELECT 1 FROM proposals LIMIT 1") is null;

    public ProposalRow? FindByAct(Hash32 actId) =>
        session.One(Columns + "WHERE act_id = ?1 ORDER BY seq DESC LIMIT 1", Read, actId);

    public IReadOnlyList<ProposalRow> OpenOn(Hash32 subject) =>
        session.List(Columns + "WHERE (subject = ?1 OR second_subject = ?1) AND state IN (0, 1, 2) ORDER BY seq", Read, subject);

    // By name: of itself SQLite would read every open proposal, once for each block.
    public IReadOnlyList<ProposalRow> ExpiredBefore(ulong time, int limit) => session.List(
        Columns + "INDEXED BY proposals_expiry WHERE state IN (0, 1, 2) AND expires_at < ?1 ORDER BY seq LIMIT ?2", Read, Saturate(time), limit);

    public IReadOnlyList<ProposalRow> InState(ProposalState state, int limit) =>
        session.List(Columns + "WHERE state = ?1 ORDER BY seq LIMIT ?2", Read, (int)state, limit);

    public IReadOnlyList<ProposalRow> List(long afterSeq, int limit) =>
        session.List(Columns + "WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, afterSeq, limit);

    public IReadOnlyList<ProposalSignatureRow> Signatures(Hash32 proposal) => session.List(
        "SELECT position, party, key, scope, signature, at FROM proposal_signatures WHERE proposal = ?1 ORDER BY position",
        row => new ProposalSignatureRow(
            row.Int(0), row.Hash(1), row.Address(2), checked((byte)row.Long(3)), row.Blob(4), row.Long(5)),
        proposal);

    public long Add(ProposalRow proposal)
    {
        session.Run(
            "INSERT INTO proposals(id, kind, act_id, subject, pool, state, operation, expires_at, created_at, body, second_subject) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            proposal.Id, proposal.Kind, proposal.ActId, proposal.Subject, proposal.Pool, (int)proposal.State, proposal.Operation,
            proposal.ExpiresAt is { } at ? Saturate(at) : Cell.Null, proposal.CreatedAt, proposal.Body, proposal.SecondSubject);
        return session.LastInsertedRow;
    }

    public bool TrySign(Hash32 proposal, ProposalSignatureRow signature) => session.Run(
        "INSERT INTO proposal_signatures(proposal, position, party, key, scope, signature, at) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(proposal, position) DO NOTHING",
        proposal, signature.Position, signature.Party, signature.Key, (int)signature.Scope, signature.Signature, signature.At) == 1;

    public void Move(Hash32 proposal, ProposalState to, Hash32? operation = null) => Require(proposal, session.Run(
        "UPDATE proposals SET state = ?2, operation = coalesce(?3, operation) WHERE id = ?1", proposal, (int)to, operation));

    public void Rewrite(Hash32 proposal, byte[] body) =>
        Require(proposal, session.Run("UPDATE proposals SET body = ?2 WHERE id = ?1", proposal, body));

    private static void Require(Hash32 proposal, int changed)
    {
        if (changed != 1)
        {
            throw new InvalidOperationException($"No proposal {proposal} is here.");
        }
    }

    // An expiry beyond SQLite's integers is "never"; the body holds the exact one.
    private static long Saturate(ulong time) => (long)Math.Min(time, long.MaxValue);

    private static ProposalRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.Text(2),
        row.Hash(3),
        row.HashOrNull(4),
        row.HashOrNull(5),
        (ProposalState)row.Int(6),
        row.HashOrNull(7),
        row.ULongOrNull(8),
        row.Long(9),
        row.Blob(10),
        row.HashOrNull(11));
}
