// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>Made-up acts of six fields with their signatures, so many that nothing sits in a register.</summary>
internal static class Acts
{
    public const int Count = 256;

    public static readonly Eip712Domain Domain = new("Licenses", "1", 1UL << 40, Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));

    public static readonly byte[] Key = Word("key", 0).ToArray();

    public static readonly Termination[] All =
    [
        .. Enumerable.Range(0, Count).Select(i => new Termination(
            new LicenseId(Word("license", i)), 1_795_305_600 + (ulong)i, Word("reason", i), Word("previous", i), 1_800_000_000, Word("salt", i))),
    ];

    public static readonly Hash32[] Digests = [.. All.Select(act => Eip712.Digest(Domain, act))];

    public static readonly Signature[] Signatures = [.. Digests.Select(digest => Secp256k1.Sign(digest, Key))];

    private static Hash32 Word(string what, int index) => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes($"{what} {index}"));
}
