// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Typed;

/// <summary>A struct of EIP-712 typed data that declares its fields once, in order.</summary>
/// <remarks>
/// Every codec is a writer or a reader over that one declaration: the EIP-712 type string and struct hash, the ABI tuple
/// of a call or an event, the JSON of <c>eth_signTypedData_v4</c>. So none of them can disagree with another.
/// </remarks>
public interface ITypedStruct<TSelf>
    where TSelf : ITypedStruct<TSelf>
{
    /// <summary>The struct's name in EIP-712 and in Solidity.</summary>
    static abstract string TypeName { get; }

    /// <summary>Says every field to <paramref name="to"/>, in the order of the Solidity struct.</summary>
    void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct;

    /// <summary>Asks <paramref name="from"/> for every field, in the same order.</summary>
    static abstract TSelf Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct;
}

/// <summary>Takes the fields of a typed struct one by one, by Solidity name and type.</summary>
public interface IFieldWriter
{
    void Bytes32(string name, Hash32 value);
    void Address(string name, Address value);
    void Bool(string name, bool value);
    void Uint8(string name, byte value);
    void Uint16(string name, ushort value);
    void Uint32(string name, uint value);
    void Uint64(string name, ulong value);
    void Uint256(string name, UInt256 value);

    /// <summary>A <c>string</c>: hashed as UTF-8 in EIP-712.</summary>
    void Text(string name, string value);

    /// <summary>A <c>bytes32[]</c>.</summary>
    void Bytes32Array(string name, ReadOnlySpan<Hash32> values);
}

/// <summary>Gives the fields of a typed struct one by one; refuses what its form cannot hold (range, length, padding).</summary>
public interface IFieldReader
{
    Hash32 Bytes32(string name);
    Address Address(string name);
    bool Bool(string name);
    byte Uint8(string name);
    ushort Uint16(string name);
    uint Uint32(string name);
    ulong Uint64(string name);
    UInt256 Uint256(string name);
    string Text(string name);
    Hash32[] Bytes32Array(string name);
}
