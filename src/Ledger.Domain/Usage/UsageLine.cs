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
/// <param name="NetValue">The net selling value of all pieces, in minor units of the currency; zero where it is not reported.</param>
/// <param name="Currency">ISO 4217 code; empty where no value is reported.</param>
/// <param name="Serials">The serial numbers, as <see cref="SerialNumbers"/> reads them; may be empty.</param>
/// <param name="Batch">The maker's mark of the batch; may be empty.</param>
/// <param name="Time">When (UTC seconds); zero for some time in the period.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record UsageLine(
    string Product,
    PatentAct Act,
    string MadeIn,
    string SoldIn,
    UInt256 Quantity,
    UInt256 NetValue,
    string Currency,
    string Serials,
    string Batch,
    ulong Time,
    Hash32 Salt) : ITypedStruct<UsageLine>
{
    public static string TypeName => "UsageLine";

    /// <summary>The struct hash: the data of its leaf.</summary>
    public Hash32 LeafData => Eip712.HashStruct(this);

    /// <summary>A line of pieces alone: without value, serial numbers, batch and time.</summary>
    public static UsageLine Of(string product, PatentAct act, string madeIn, string soldIn, UInt256 quantity, Hash32 salt) =>
        new(product, act, madeIn, soldIn, quantity, UInt256.Zero, "", "", "", 0, salt);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Text("product", Product);
        to.Uint8("act", (byte)Act);
        to.Text("madeIn", MadeIn);
        to.Text("soldIn", SoldIn);
        to.Uint256("quantity", Quantity);
        to.Uint256("netValue", NetValue);
        to.Text("currency", Currency);
        to.Text("serials", Serials);
        to.Text("batch", Batch);
        to.Uint64("time", Time);
        to.Bytes32("salt", Salt);
    }

    public static UsageLine Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Text("product"),
            (PatentAct)from.Uint8("act"),
            from.Text("madeIn"),
            from.Text("soldIn"),
            from.Uint256("quantity"),
            from.Uint256("netValue"),
            from.Text("currency"),
            from.Text("serials"),
            from.Text("batch"),
            from.Uint64("time"),
            from.Bytes32("salt"));
}
