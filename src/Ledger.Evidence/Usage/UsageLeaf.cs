// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Evidence.Usage;

/// <summary>A leaf of the usage log: never a body, so that erasure leaves the log whole.</summary>
/// <remarks><code>
/// leaf-data = version kind record-id signature-hash
/// version   = 0x01
/// kind      = the byte of <see cref="RecordKind"/>
/// record-id = 32 bytes: the record's EIP-712 struct hash
/// signature-hash = keccak256 of the 65 bytes r‖s‖v
/// leaf      = keccak256(0x00 ‖ leaf-data)
/// </code></remarks>
public static class UsageLeaf
{
    /// <summary>The format's version.</summary>
    public const byte Version = 1;

    /// <summary>The length of the leaf's data in bytes.</summary>
    public const int DataSize = 2 + (2 * Hash32.Size);

    /// <summary>The leaf's data.</summary>
    public static byte[] Data(RecordKind kind, RecordId record, Signature signature)
    {
        var data = new byte[DataSize];
        data[0] = Version;
        data[1] = (byte)kind;
        record.Value.CopyTo(data.AsSpan(2));
        Keccak256.Hash(signature.ToArray()).CopyTo(data.AsSpan(2 + Hash32.Size));
        return data;
    }

    /// <summary>The leaf hash, already prefixed.</summary>
    public static Hash32 Hash(RecordKind kind, RecordId record, Signature signature) =>
        MerkleHash.Leaf(Data(kind, record, signature));
}
