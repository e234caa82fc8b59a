// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Tests.Typed;

namespace Ledger.Ethereum.Tests;

/// <summary>Random arguments of every shape: static and dynamic structs, bytes, arrays of both structs.</summary>
internal static class AbiArguments
{
    public static byte[] Encode(Samples samples)
    {
        var writer = new AbiWriter();
        writer.Struct("a", Termination(samples));
        writer.Struct("b", Everything.Any(samples));
        writer.Bytes("c", samples.BytesUpTo(100));
        writer.StructArray("d", [.. Enumerable.Range(0, samples.Below(3)).Select(_ => Termination(samples))]);
        writer.StructArray("e", [.. Enumerable.Range(0, samples.Below(3)).Select(_ => Everything.Any(samples))]);
        return writer.ToArray();
    }

    public static byte[] Reencode(byte[] encoded)
    {
        var reader = new AbiReader(encoded);
        var writer = new AbiWriter();
        writer.Struct("a", reader.Struct<Termination>("a"));
        writer.Struct("b", reader.Struct<Everything>("b"));
        writer.Bytes("c", reader.Bytes("c"));
        writer.StructArray("d", reader.StructArray<Termination>("d"));
        writer.StructArray("e", reader.StructArray<Everything>("e"));
        reader.End();
        return writer.ToArray();
    }

    private static Termination Termination(Samples samples) =>
        new(samples.Hash(), samples.UInt64(), samples.Hash(), samples.Hash(), samples.UInt64(), samples.Hash());
}
