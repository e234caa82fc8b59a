// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tries;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Tests;

/// <summary>Blocks with receipts and storage, made by hand: real headers, real tries, no node.</summary>
internal sealed class TestChain
{
    private readonly List<(BlockHeader Header, List<Receipt> Receipts)> _blocks = [];
    private readonly Dictionary<Address, Dictionary<Hash32, Hash32>> _storage = [];

    public BlockHeader Head => _blocks[^1].Header;

    public IEnumerable<BlockHeader> Headers => _blocks.Select(block => block.Header);

    public void Store(Address contract, Hash32 slot, Hash32 value)
    {
        _storage.TryAdd(contract, []);
        _storage[contract][slot] = value;
    }

    /// <summary>Mines a block: one transaction for each log, each after one that is not ours.</summary>
    public Hash32 Mine(ulong time, params LogEntry[] logs)
    {
        var receipts = new List<Receipt>();
        foreach (var log in logs)
        {
            LogEntry[] foreign = [new(new Address(new byte[20]), [Keccak256.Hash([1])], new byte[] { 7 })];
            receipts.Add(new Receipt(2, true, 21_000, Bloom.Of(foreign), foreign));
            LogEntry[] ours = [.. foreign, log];
            receipts.Add(new Receipt(2, true, 120_000, Bloom.Of(ours), ours));
        }

        var header = new BlockHeader
        {
            ParentHash = _blocks.Count == 0 ? Hash32.Zero : Head.Hash(),
            OmmersHash = Keccak256.Hash([0xC0]),
            Beneficiary = Address.Zero,
            StateRoot = StateTrie().Root,
            TransactionsRoot = PatriciaProof.EmptyRoot,
            ReceiptsRoot = ReceiptsTrie.Root(receipts),
            LogsBloom = Bloom.Of(receipts.SelectMany(receipt => receipt.Logs)),
            Difficulty = UInt256.Zero,
            Number = (ulong)_blocks.Count,
            GasLimit = 30_000_000,
            GasUsed = 120_000,
            Timestamp = time,
            ExtraData = Array.Empty<byte>(),
            MixHash = Hash32.Zero,
            Nonce = 0,
            BaseFee = 7,
        };
        _blocks.Add((header, receipts));
        return header.Hash();
    }

    /// <summary>The proof of our log of the transaction at <paramref name="position"/> among a block's own.</summary>
    public EventProof Prove(Hash32 block, int position = 0)
    {
        var receipts = _blocks.Single(candidate => candidate.Header.Hash() == block).Receipts;
        var index = (2 * position) + 1;
        return new(block, (ulong)index, 1, [.. ReceiptsTrie.Prove(receipts, index)]);
    }

    public IReadOnlyList<byte[]> ProveAccount(Address contract) => StateTrie().Prove(Key(Address.Bytes(in contract)));

    public IReadOnlyList<byte[]> ProveSlot(Address contract, Hash32 slot) => StorageTrie(contract).Prove(Key(Hash32.Bytes(in slot)));

    private PatriciaTrie StateTrie() => PatriciaTrie.Build(_storage.Keys.Select(contract =>
        KeyValuePair.Create(Key(Address.Bytes(in contract)), Account(contract))));

    private PatriciaTrie StorageTrie(Address contract) => PatriciaTrie.Build(_storage[contract].Select(slot =>
    {
        var key = slot.Key;
        return KeyValuePair.Create(Key(Hash32.Bytes(in key)), Word(slot.Value));
    }));

    private byte[] Account(Address contract)
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        writer.UInt64(1);
        writer.UInt64(0);
        writer.Hash(StorageTrie(contract).Root);
        writer.Hash(CodeHash);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static Hash32 CodeHash { get; } = Keccak256.Hash([0x60, 0x80]);

    private static byte[] Word(Hash32 value)
    {
        var writer = new RlpWriter();
        writer.UInt256(UInt256.FromBigEndian(Hash32.Bytes(in value)));
        return writer.ToArray();
    }

    private static byte[] Key(ReadOnlySpan<byte> bytes) => Keccak256.Hash(bytes).ToArray();
}
