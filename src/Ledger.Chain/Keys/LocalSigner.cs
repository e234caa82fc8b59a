// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>Signs with a key in this process's memory. Its text is its account.</summary>
public sealed class LocalSigner : ISigner
{
    private readonly byte[] _key;

    /// <summary>Copies the key.</summary>
    /// <exception cref="ArgumentException">It is not 32 bytes between 1 and n − 1.</exception>
    public LocalSigner(ReadOnlySpan<byte> privateKey, bool isDemo)
    {
        Address = Secp256k1.AddressOf(privateKey);
        _key = GC.AllocateArray<byte>(privateKey.Length, pinned: true);
        privateKey.CopyTo(_key);
        IsDemo = isDemo;
    }

    public Address Address { get; }

    public bool IsDemo { get; }

    /// <summary>The key itself, for the files of this room.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    public Signature Sign(Hash32 digest) => Secp256k1.Sign(digest, _key);

    public override string ToString() => Address.ToString();
}
