// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tries;

/// <summary>Verifies what <c>eth_getProof</c> answers (EIP-1186) against a header's <c>stateRoot</c>.</summary>
public static class StateProof
{
    /// <summary>Verifies an account: keccak256(address) → rlp([nonce, balance, storageRoot, codeHash]).</summary>
    /// <param name="stateRoot">The header's.</param>
    /// <param name="address">The account.</param>
    /// <param name="nodes">The <c>accountProof</c>.</param>
    /// <param name="account">The account; <see cref="AccountState.Empty"/> where the verdict is not <see cref="PatriciaVerdict.Present"/>.</param>
    public static PatriciaVerdict VerifyAccount(Hash32 stateRoot, Address address, IReadOnlyList<byte[]> nodes, out AccountState account)
    {
        account = AccountState.Empty;
        var key = Keccak256.Hash(Address.Bytes(in address));
        var verdict = PatriciaProof.Verify(stateRoot, Hash32.Bytes(in key), nodes);
        return verdict is PatriciaVerdict.Present { Value: var value } && !AccountState.TryDecode(value.Span, out account)
            ? Malformed(nodes)
            : verdict;
    }

    /// <summary>Verifies a slot: keccak256(slot) → rlp(value without leading zeros).</summary>
    /// <remarks>
    /// The protocol removes a slot that holds zero, so that absence proves it. anvil leaves one that was written so in its
    /// trie, as rlp(0): under that root it proves zero just as well, and the verdict is Present with the value zero.
    /// </remarks>
    /// <param name="storageRoot">The account's.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="nodes">The slot's <c>proof</c> in <c>storageProof</c>.</param>
    /// <param name="value">The value; zero also where the verdict is not <see cref="PatriciaVerdict.Present"/>.</param>
    public static PatriciaVerdict VerifyStorage(Hash32 storageRoot, Hash32 slot, IReadOnlyList<byte[]> nodes, out Hash32 value)
    {
        value = Hash32.Zero;
        var key = Keccak256.Hash(Hash32.Bytes(in slot));
        var verdict = PatriciaProof.Verify(storageRoot, Hash32.Bytes(in key), nodes);
        return verdict is PatriciaVerdict.Present { Value: var encoded } && !TryReadWord(encoded.Span, out value)
            ? Malformed(nodes)
            : verdict;
    }

    private static PatriciaVerdict.Wrong Malformed(IReadOnlyList<byte[]> nodes) => new(PatriciaFlaw.MalformedValue, nodes.Count - 1);

    private static bool TryReadWord(ReadOnlySpan<byte> encoded, out Hash32 value)
    {
        value = default;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadUInt256(out var number) || !reader.IsAtEnd)
        {
            return false;
        }

        Span<byte> word = stackalloc byte[Hash32.Size];
        number.WriteBigEndian(word);
        value = new Hash32(word);
        return true;
    }
}

/// <summary>An account as the state trie holds it.</summary>
/// <param name="Nonce">Transactions sent, or contracts created.</param>
/// <param name="Balance">Wei.</param>
/// <param name="StorageRoot">The root of its storage trie.</param>
/// <param name="CodeHash">keccak256 of its code.</param>
public sealed record AccountState(ulong Nonce, UInt256 Balance, Hash32 StorageRoot, Hash32 CodeHash)
{
    /// <summary>An account that was never touched.</summary>
    public static AccountState Empty { get; } = new(0, UInt256.Zero, PatriciaProof.EmptyRoot, Keccak256.Hash([]));

    internal static bool TryDecode(ReadOnlySpan<byte> encoded, out AccountState account)
    {
        account = Empty;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.IsAtEnd
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadUInt256(out var balance)
            || !fields.TryReadHash(out var storageRoot)
            || !fields.TryReadHash(out var codeHash)
            || !fields.IsAtEnd)
        {
            return false;
        }

        account = new AccountState(nonce, balance, storageRoot, codeHash);
        return true;
    }
}
