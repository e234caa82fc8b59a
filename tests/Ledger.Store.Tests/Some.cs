// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Alerts;
using Ledger.Store.Documents;
using Ledger.Store.Facts;
using Ledger.Store.Journal;
using Ledger.Store.Outbox;
using Ledger.Store.Projections;
using Ledger.Store.Proposals;

namespace Ledger.Store.Tests;

/// <summary>Rows to try things with: told apart by small names.</summary>
internal static class Some
{
    public static readonly Address Signer = Address("signer");

    public static Hash32 Hash(string name) => Keccak256.Hash(Encoding.UTF8.GetBytes(name));

    public static Address Address(string name) => new(Hash32.Bytes(Hash(name))[12..]);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static BlockRef Ref(ulong number, string fork = "") => new(number, Hash($"block {number}{fork}"));

    /// <summary>A block whose parent is the one before it, on the same fork or (first of it) on another.</summary>
    public static BlockRow Block(ulong number, string fork = "", string? parentFork = null) =>
        new(Ref(number, fork), Ref(number - 1, parentFork ?? fork).Hash, 1_000 + (number * 10), Bytes($"header {number}{fork}"));

    public static NewFact Fact(uint index, params string[] subjects) => new(
        index, Hash($"tx {index}"), Address("contract"), [Hash("topic"), Hash($"topic {index}")], Bytes($"data {index}"), "LicenseGranted",
        [.. subjects.Select(Hash)]);

    public static ProjectionRow Projection(
        string id, long firstSeq, string? pool = null, string? party = null, string? tag = null, string kind = "license") =>
        new(kind, Hash(id), firstSeq, pool is null ? null : Hash(pool), party is null ? null : Hash(party), tag, Bytes("body of " + id));

    public static NewIntent Intent(string id) =>
        new(Hash(id), "LicenseGrant", Address("contract"), Bytes("call " + id), 200_000, null, 1_000);

    public static AttemptRow Attempt(string? intent, ulong nonce, string name = "") => new(
        Hash($"attempt {intent} {nonce} {name}"), intent is null ? null : Hash(intent), Signer, nonce, Bytes("raw"), 1_001);

    public static ProposalRow Proposal(
        string id, string? subject = null, ProposalState state = ProposalState.Collecting, ulong? expiresAt = null) =>
        new(0, Hash(id), "LicenseGrant", Hash("act " + id), subject is null ? null : Hash(subject), Hash("pool"), state, null, expiresAt, 1_000, Bytes("{}"));

    public static ProposalSignatureRow Signature(int position) =>
        new(position, Hash($"party {position}"), Address($"key {position}"), 2, new byte[65], 1_002);

    public static OperationRow Operation(string id, OperationState state, string? intent = null) =>
        new(0, Hash(id), "LicenseGrant", state, intent is null ? null : Hash(intent), Bytes("{}"), 1_000, 1_000);

    public static JournalRow Record(
        string id, ulong index, string pool = "pool", string? stream = null, ulong? sequence = null, RecordKind kind = RecordKind.UsageReport) =>
        new(0, Hash(pool), 0, index, kind, Hash(id), Hash("leaf " + id), Hash("author"), null, stream is null ? null : Hash(stream),
            sequence, Bytes("body " + id), new byte[65], Bytes("lines"), Ref(1), 1_003, null);

    public static DocumentRow Document(string id) => new(Hash(id), "license-terms", Hash("pool"), null, Bytes("cipher " + id), 1_000);

    public static AlertRow Alert(string id, AlertState state, BlockRef? deciding = null, string pool = "pool") =>
        new(0, Hash(id), "NoLicense", state, Hash(pool), null, deciding, Bytes("{}"), 1_000);

    public static NotificationRow Notification(string alert, long dueAt) =>
        new(0, Hash(alert), "alert", "hook", Bytes("{}"), NotificationState.Waiting, 0, dueAt, null);
}
