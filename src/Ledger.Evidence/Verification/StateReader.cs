// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Evidence.Verification;

/// <summary>One contract's storage at one block, by proofs.</summary>
internal sealed class StateReader
{
    private StateReader(AccountState? account, Note? flaw) => (Account, Flaw) = (account, flaw);

    public AccountState? Account { get; }

    /// <summary>What is wrong with the account's proof; null when nothing.</summary>
    public Note? Flaw { get; }

    public static StateReader Of(BlockHeader header, string contract, Address address, ImmutableArray<byte[]> nodes) =>
        StateProof.VerifyAccount(header.StateRoot, address, nodes, out var account) switch
        {
            PatriciaVerdict.Present => new(account, null),
            var verdict => new(null, Wrong(contract, verdict)),
        };

    /// <summary>The value of a slot, zero when it was never written; a note when the proof is wrong.</summary>
    public Note? Read(string name, Hash32 slot, ImmutableArray<byte[]> nodes, out Hash32 value)
    {
        value = default;
        return Account is null
            ? Flaw
            : StateProof.VerifyStorage(Account.StorageRoot, slot, nodes, out value) is PatriciaVerdict.Wrong wrong
                ? Wrong(name, wrong)
                : null;
    }

    private static Note Wrong(string slot, PatriciaVerdict verdict) =>
        Note.Of("state-wrong", ("slot", slot), ("flaw", EventSet.FlawOf(verdict)));
}
