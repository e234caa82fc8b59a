// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>What a record is judged against.</summary>
/// <param name="Domain">The EIP-712 domain of UsageLog.</param>
/// <param name="Signer">The history of the party that the record names as reporter or observer.</param>
/// <param name="RecentBlockTime">Timestamp of the record's recent block, when that is a final block here; else null.</param>
/// <param name="Now">Chain time: the timestamp of the head (UTC seconds).</param>
/// <param name="Options">The limits.</param>
/// <param name="Lodging">The lodging of the record's digest, which bounds its signing from above; null where there is none, or it is not needed.</param>
public sealed record IntakeContext(
    Eip712Domain Domain,
    PartyHistory Signer,
    ulong? RecentBlockTime,
    ulong Now,
    IntakeOptions Options,
    Lodging? Lodging = null)
{
    /// <summary>Whether the record's block was too old when the record was handed in.</summary>
    public bool IsBackdated => RecentBlockTime is { } blockTime && new HandIn(Now, Lodging).At is var handedIn
        && handedIn > blockTime && handedIn - blockTime > Options.MaxRecordAgeSeconds;

    /// <summary>The rules that every record obeys: recent block, signature, key.</summary>
    internal Refusal? Check(IUsageRecord record, Signature signature) => CheckBlock(record)
        ?? (Secp256k1.TryRecover(record.Digest(Domain), signature, out var key) ? CheckKey(record, key) : new Acts.SignatureInvalid(0));

    /// <summary>The same of a record whose signature was recovered already.</summary>
    internal Refusal? Check(IUsageRecord record, Address key) => CheckBlock(record) ?? CheckKey(record, key);

    private Refusal? CheckBlock(IUsageRecord record) => Signer.Opened is null ? new PartyUnknown(record.Author)
        : RecentBlockTime is not { } blockTime ? new RecentBlockUnknown(record.RecentBlock)
        : IsBackdated ? new RecordBackdated(blockTime, Options.MaxRecordAgeSeconds)
        : null;

    private Acts.KeyNotHeld? CheckKey(IUsageRecord record, Address key) =>
        Signer.HoldsKey(key, KeyScopes.Report, Now) ? null : new Acts.KeyNotHeld(record.Author, key, KeyScopes.Report);
}
