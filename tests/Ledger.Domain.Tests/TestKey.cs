// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests;

/// <summary>A key made from a word, the same in every run.</summary>
internal sealed class TestKey
{
    private readonly byte[] _key;

    public TestKey(string word)
    {
        _key = Keccak256.Hash(Encoding.UTF8.GetBytes(word)).ToArray();
        Address = Secp256k1.AddressOf(_key);
    }

    public Address Address { get; }

    public Signature Sign(Hash32 digest) => Secp256k1.Sign(digest, _key);

    public Signature Sign(IAct act) => Sign(act.Digest(Some.Domain(act.Contract)));
}
