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
public sealed record IntakeContext(
    Eip712Domain Domain,
    PartyHistory Signer,
    ulong? RecentBlockTime,
    ulong Now,
    IntakeOptions Options)
{
    /// <summary>The rules that every record obeys: recent block, signature, key.</summary>
    internal Refusal? Check(IUsageRecord record, Signature signature)
    {
        var party = record.Author;
        if (Signer.Opened is null)
        {
            return new PartyUnknown(party);
        }

        if (RecentBlockTime is not { } blockTime)
        {
            return new RecentBlockUnknown(record.RecentBlock);
        }

        if (Now > blockTime && Now - blockTime > Options.MaxRecordAgeSeconds)
        {
            return new RecordBackdated(blockTime, Options.MaxRecordAgeSeconds);
        }

        if (!Secp256k1.TryRecover(record.Digest(Domain), signature, out var key))
        {
            return new Acts.SignatureInvalid(0);
        }

        return Signer.HoldsKey(key, KeyScopes.Report, Now) ? null : new Acts.KeyNotHeld(party, key, KeyScopes.Report);
    }
}
