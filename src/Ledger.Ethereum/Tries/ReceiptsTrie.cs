// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tries;

/// <summary>A block's receipts under its header's <c>receiptsRoot</c>: rlp(index) → receipt.</summary>
public static class ReceiptsTrie
{
    /// <summary>The root over all of a block's receipts, in order.</summary>
    public static Hash32 Root(IReadOnlyList<Receipt> receipts) => Build(receipts).Root;

    /// <summary>The nodes that show the receipt at <paramref name="index"/>, or that the block has none there.</summary>
    public static IReadOnlyList<byte[]> Prove(IReadOnlyList<Receipt> receipts, int index) => Build(receipts).Prove(Key((ulong)index));

    /// <summary>The trie's key of a transaction's index in its block.</summary>
    public static byte[] Key(ulong index)
    {
        var writer = new RlpWriter();
        writer.UInt64(index);
        return writer.ToArray();
    }

    /// <summary>Verifies what <see cref="Prove"/> made.</summary>
    /// <param name="receiptsRoot">The header's.</param>
    /// <param name="index">The transaction's index in its block.</param>
    /// <param name="nodes">The nodes, from the root down.</param>
    /// <param name="receipt">The receipt, where the verdict is <see cref="PatriciaVerdict.Present"/>.</param>
    public static PatriciaVerdict Verify(Hash32 receiptsRoot, ulong index, IReadOnlyList<byte[]> nodes, out Receipt? receipt)
    {
        receipt = null;
        var verdict = PatriciaProof.Verify(receiptsRoot, Key(index), nodes);
        return verdict is PatriciaVerdict.Present { Value: var value } && !Receipt.TryDecode(value.Span, out receipt)
            ? new PatriciaVerdict.Wrong(PatriciaFlaw.MalformedValue, nodes.Count - 1)
            : verdict;
    }

    private static PatriciaTrie Build(IReadOnlyList<Receipt> receipts) =>
        PatriciaTrie.Build(receipts.Select((receipt, index) => KeyValuePair.Create(Key((ulong)index), receipt.Encode())));
}
