// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

/// <summary>An act as the domain declares its own: six static fields.</summary>
internal sealed record Termination(Hash32 License, ulong EffectiveAt, Hash32 ReasonRoot, Hash32 Previous, ulong ExpiresAt, Hash32 Salt)
    : ITypedStruct<Termination>
{
    public static string TypeName => "Termination";

    public static Termination Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct =>
        new(from.Bytes32("license"), from.Uint64("effectiveAt"), from.Bytes32("reasonRoot"), from.Bytes32("previous"), from.Uint64("expiresAt"), from.Bytes32("salt"));

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License);
        to.Uint64("effectiveAt", EffectiveAt);
        to.Bytes32("reasonRoot", ReasonRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }
}

/// <summary>An act with an array.</summary>
internal sealed record ScheduleRevision(
    Hash32 Pool, Hash32 Schedule, uint Revision, Hash32 Root, uint Count, Hash32[] Contributions, Hash32 Previous, ulong ExpiresAt, Hash32 Salt)
    : ITypedStruct<ScheduleRevision>
{
    public static string TypeName => "ScheduleRevision";

    public static ScheduleRevision Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct =>
        new(
            from.Bytes32("pool"), from.Bytes32("schedule"), from.Uint32("revision"), from.Bytes32("root"), from.Uint32("count"),
            from.Bytes32Array("contributions"), from.Bytes32("previous"), from.Uint64("expiresAt"), from.Bytes32("salt"));

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool);
        to.Bytes32("schedule", Schedule);
        to.Uint32("revision", Revision);
        to.Bytes32("root", Root);
        to.Uint32("count", Count);
        to.Bytes32Array("contributions", Contributions);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }
}

/// <summary>A record with texts.</summary>
internal sealed record UsageLine(
    string Product,
    byte Act,
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

    public static UsageLine Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct =>
        new(
            from.Text("product"),
            from.Uint8("act"),
            from.Text("madeIn"),
            from.Text("soldIn"),
            from.Uint256("quantity"),
            from.Uint256("netValue"),
            from.Text("currency"),
            from.Text("serials"),
            from.Text("batch"),
            from.Uint64("time"),
            from.Bytes32("salt"));

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Text("product", Product);
        to.Uint8("act", Act);
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
}

/// <summary>A field of every type that a struct may declare.</summary>
internal sealed record Everything(
    Hash32 Word, Address Account, bool Flag, byte Tiny, ushort Small, uint Middle, ulong Large, UInt256 Huge, string Text, Hash32[] Words)
    : ITypedStruct<Everything>
{
    public static string TypeName => "Everything";

    public static Everything Any(Samples samples) => new(
        samples.Hash(), samples.Address(), samples.Bool(), (byte)(samples.UInt64() & 0xFF), (ushort)(samples.UInt64() & 0xFFFF), (uint)(samples.UInt64() & 0xFFFFFFFF), samples.UInt64(),
        samples.UInt256(), samples.Text(), samples.Hashes(4));

    public static Everything Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct =>
        new(
            from.Bytes32("word"), from.Address("account"), from.Bool("flag"), from.Uint8("tiny"), from.Uint16("small"), from.Uint32("middle"),
            from.Uint64("large"), from.Uint256("huge"), from.Text("text"), from.Bytes32Array("words"));

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("word", Word);
        to.Address("account", Account);
        to.Bool("flag", Flag);
        to.Uint8("tiny", Tiny);
        to.Uint16("small", Small);
        to.Uint32("middle", Middle);
        to.Uint64("large", Large);
        to.Uint256("huge", Huge);
        to.Text("text", Text);
        to.Bytes32Array("words", Words);
    }

    public bool Equals(Everything? other) =>
        other is not null
        && (Word, Account, Flag, Tiny, Small, Middle, Large, Huge, Text)
            == (other.Word, other.Account, other.Flag, other.Tiny, other.Small, other.Middle, other.Large, other.Huge, other.Text)
        && Words.AsSpan().SequenceEqual(other.Words);

    public override int GetHashCode() => Word.GetHashCode();
}
