// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>One line of a usage report; its struct hash is the data of its leaf.</summary>
/// <param name="Product">The product's name or model.</param>
/// <param name="Act">What was done.</param>
/// <param name="MadeIn">Country code, or empty when unknown.</param>
/// <param name="SoldIn">Country code, or empty when not sold.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record UsageLine(
    string Product,
    PatentAct Act,
    string MadeIn,
    string SoldIn,
    UInt256 Quantity,
    Hash32 Salt) : ITypedStruct<UsageLine>
{
    public static string TypeName => "UsageLine";

    /// <summary>The struct hash: the data of its leaf.</summary>
    public Hash32 LeafData => Eip712.HashStruct(this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Text("product", Product);
        to.Uint8("act", (byte)Act);
        to.Text("madeIn", MadeIn);
        to.Text("soldIn", SoldIn);
        to.Uint256("quantity", Quantity);
        to.Bytes32("salt", Salt);
    }

    public static UsageLine Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Text("product"),
            (PatentAct)from.Uint8("act"),
            from.Text("madeIn"),
            from.Text("soldIn"),
            from.Uint256("quantity"),
            from.Bytes32("salt"));
}
