// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Abi;

namespace Ledger.Ethereum.Typed;

/// <summary>Typed structs as Solidity's <c>abi.encode(value)</c> writes them.</summary>
public static class AbiTuple
{
    public static byte[] Encode<T>(T value)
        where T : ITypedStruct<T>
    {
        var writer = new AbiWriter();
        writer.Struct(T.TypeName, value);
        return writer.ToArray();
    }

    /// <summary>Reads exactly what <see cref="Encode"/> writes.</summary>
    /// <exception cref="FormatException">The bytes are anything else; the message names the field.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : ITypedStruct<T>
    {
        var reader = new AbiReader(bytes);
        var value = reader.Struct<T>(T.TypeName);
        reader.End();
        return value;
    }
}
