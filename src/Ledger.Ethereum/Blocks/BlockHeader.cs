// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Blocks;

/// <summary>A block's header, from Frontier through Prague; its hash is keccak256 of its RLP.</summary>
/// <remarks>
/// The fields from <see cref="BaseFee"/> on came with London (EIP-1559), Shanghai (4895), Cancun (4844, 4788) and Prague
/// (7685); a later one never stands without the earlier ones. Encoding and decoding are in <see cref="BlockHeaderRlp"/>.
/// </remarks>
public sealed record BlockHeader
{
    public required Hash32 ParentHash { get; init; }
    public required Hash32 OmmersHash { get; init; }
    public required Address Beneficiary { get; init; }
    public required Hash32 StateRoot { get; init; }
    public required Hash32 TransactionsRoot { get; init; }
    public required Hash32 ReceiptsRoot { get; init; }
    public required Bloom LogsBloom { get; init; }
    public required UInt256 Difficulty { get; init; }
    public required ulong Number { get; init; }
    public required ulong GasLimit { get; init; }
    public required ulong GasUsed { get; init; }

    /// <summary>UTC seconds.</summary>
    public required ulong Timestamp { get; init; }

    public required ReadOnlyMemory<byte> ExtraData { get; init; }

    /// <summary>The mix of proof of work; since the merge the beacon chain's randomness (EIP-4399).</summary>
    public required Hash32 MixHash { get; init; }

    /// <summary>8 bytes, as a big-endian number.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Wei per gas; London.</summary>
    public UInt256? BaseFee { get; init; }

    /// <summary>Shanghai.</summary>
    public Hash32? WithdrawalsRoot { get; init; }

    /// <summary>Cancun.</summary>
    public ulong? BlobGasUsed { get; init; }

    /// <summary>Cancun.</summary>
    public ulong? ExcessBlobGas { get; init; }

    /// <summary>Cancun.</summary>
    public Hash32? ParentBeaconRoot { get; init; }

    /// <summary>Prague.</summary>
    public Hash32? RequestsHash { get; init; }

    /// <summary>keccak256 of <see cref="Encode"/>.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>The canonical RLP.</summary>
    /// <exception cref="InvalidOperationException">A field of a later fork stands without an earlier one.</exception>
    public byte[] Encode() => BlockHeaderRlp.Encode(this);

    /// <summary>Reads the canonical RLP and nothing else.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BlockHeader? header) =>
        BlockHeaderRlp.TryDecode(bytes, out header);

    public bool Equals(BlockHeader? other) => other is not null && Encode().AsSpan().SequenceEqual(other.Encode());

    public override int GetHashCode() => HashCode.Combine(Number, ParentHash, StateRoot);
}
