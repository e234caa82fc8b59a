// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Typed;

/// <summary>Where a signature counts: one contract, of one version, on one chain (EIP-712's EIP712Domain without salt).</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">The contract's version; "1" so far.</param>
/// <param name="ChainId">The chain's id.</param>
/// <param name="VerifyingContract">The contract's address.</param>
public sealed record Eip712Domain(string Name, string Version, UInt256 ChainId, Address VerifyingContract)
{
    // Without init accessors, so that no `with` can leave a stale separator behind.
    public string Name { get; } = Name;

    public string Version { get; } = Version;

    public UInt256 ChainId { get; } = ChainId;

    public Address VerifyingContract { get; } = VerifyingContract;

    /// <summary>hashStruct of the domain.</summary>
    public Hash32 Separator { get; } = Eip712.HashStruct(new Fields(Name, Version, ChainId, VerifyingContract));

    /// <summary>The domain as the typed struct that it is.</summary>
    internal sealed record Fields(string Name, string Version, UInt256 ChainId, Address VerifyingContract) : ITypedStruct<Fields>
    {
        public static string TypeName => "EIP712Domain";

        public static Fields Read<TReader>(ref TReader from)
            where TReader : IFieldReader, allows ref struct =>
            new(from.Text("name"), from.Text("version"), from.Uint256("chainId"), from.Address("verifyingContract"));

        public void Write<TWriter>(ref TWriter to)
            where TWriter : IFieldWriter, allows ref struct
        {
            to.Text("name", Name);
            to.Text("version", Version);
            to.Uint256("chainId", ChainId);
            to.Address("verifyingContract", VerifyingContract);
        }
    }
}
