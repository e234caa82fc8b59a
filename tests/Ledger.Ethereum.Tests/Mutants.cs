// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tests.Blocks;
using Ledger.Ethereum.Tests.Transactions;
using Ledger.Ethereum.Tests.Typed;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests;

/// <summary>Sound inputs of every decoder and verifier of the room, changed at random, and what may come of them.</summary>
internal static class Mutants
{
    private static readonly BlockHeader[] Headers =
        [.. Vectors.Load("chain.json").GetProperty("headers").EnumerateArray().Select(it => ChainVectors.Header(it.GetProperty("header")))];

    /// <summary>Changes one input; true where it was accepted, rightly. Throws, or fails, where it was not rightly.</summary>
    public delegate bool Trial(Samples samples);

    public static IReadOnlyDictionary<string, Trial> All { get; } = new Dictionary<string, Trial>(StringComparer.Ordinal)
    {
        ["rlp"] = Codec(RlpItem, RlpItems.Rewrite),
        ["header"] = Codec(samples => Headers[samples.Below(Headers.Length)].Encode(), bytes => BlockHeader.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["receipt"] = Codec(AnyReceipt, bytes => Receipt.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["legacy transaction"] = Codec(
            samples => new SignedLegacyTransaction(AnyTransaction.Legacy(samples), AnySignature(samples)).Encode(),
            bytes => SignedLegacyTransaction.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["EIP-2930 transaction"] = Codec(
            samples => new SignedTransaction2930(AnyTransaction.AccessList(samples), AnySignature(samples)).Encode(),
            bytes => SignedTransaction2930.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["EIP-1559 transaction"] = Codec(
            samples => new SignedTransaction1559(AnyTransaction.FeeMarket(samples), AnySignature(samples)).Encode(),
            bytes => SignedTransaction1559.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["signature"] = Codec(
            samples => AnySignature(samples).ToArray(), bytes => Signature.TryCreate(bytes, out var it) ? it.ToArray() : null),
        ["ABI"] = Codec(samples => AbiTuple.Encode(Everything.Any(samples)), bytes => AbiTuple.Encode(AbiTuple.Decode<Everything>(bytes))),
        ["ABI with arrays"] = Codec(AbiArguments.Encode, AbiArguments.Reencode),
        ["decimal number"] = Codec(
            samples => Encoding.Latin1.GetBytes(samples.UInt256().ToString()),
            bytes => UInt256.TryParse(Encoding.Latin1.GetString(bytes), out var it) ? Encoding.Latin1.GetBytes(it.ToString()) : null),
        ["typed data"] = TypedDataTrial,
        ["Patricia proof"] = ProofMutants.Patricia,
        ["account proof"] = ProofMutants.Account,
        ["storage proof"] = ProofMutants.Storage,
        ["inclusion proof"] = ProofMutants.Inclusion,
        ["consistency proof"] = ProofMutants.Consistency,
    };

    /// <summary>What a codec accepts, it writes back byte for byte; all else it refuses, by null or by a FormatException.</summary>
    private static Trial Codec(Func<Samples, byte[]> make, Func<byte[], byte[]?> rewrite) => samples =>
    {
        var sound = make(samples);
        Assert.Equal(sound, rewrite(sound));
        var changed = Change(samples, sound);
        byte[]? again;
        try
        {
            again = rewrite(changed);
        }
        catch (FormatException)
        {
            return false;
        }

        Assert.Equal(changed, again ?? changed);
        return again is not null;
    };

    /// <summary>One to three changes at random.</summary>
    public static byte[] Change(Samples samples, byte[] bytes)
    {
        for (var times = 1 + samples.Below(3); times > 0; times--)
        {
            bytes = samples.Mutate(bytes);
        }

        return bytes;
    }

    private static byte[] RlpItem(Samples samples)
    {
        var writer = new RlpWriter();
        RlpItems.WriteAny(writer, samples, 4);
        return writer.ToArray();
    }

    private static byte[] AnyReceipt(Samples samples)
    {
        LogEntry[] logs = [.. Enumerable.Range(0, samples.Below(3)).Select(_ => new LogEntry(samples.Address(), samples.Hashes(4), samples.BytesUpTo(90)))];
        return new Receipt((byte)samples.Below(5), samples.Bool(), samples.UInt64(), Bloom.Of(logs), logs).Encode();
    }

    private static Signature AnySignature(Samples samples)
    {
        var (r, s) = (samples.Key(), samples.Key());
        (r[31], s[0], s[31]) = ((byte)(r[31] | 1), (byte)(s[0] & 0x3F), (byte)(s[31] | 1));
        return Signature.TryCreate(new Hash32(r), new Hash32(s), (byte)(27 + samples.Below(2)), out var signature)
            ? signature
            : throw new InvalidOperationException("No signature.");
    }

    /// <summary>Changed typed data are refused, or signed as the digest of what they say now: by our own structs, if they can still say it.</summary>
    private static bool TypedDataTrial(Samples samples)
    {
        var sound = TypedDataTexts.Of(Everything.Any(samples));
        var changed = Change(samples, Encoding.UTF8.GetBytes(sound));
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(changed);
        }
        catch (JsonException)
        {
            return false; // no JSON at all: not ours to judge
        }

        using (document)
        {
            if (!TypedData.TryParse(document.RootElement, out var typedData, out _))
            {
                return false;
            }

            if (TypedDataTexts.TryRead(document.RootElement, typedData, out var value) && TypedDataTexts.SaysTypes(document.RootElement))
            {
                Assert.Equal(Eip712.HashStruct(value), typedData.StructHash);
            }

            return true;
        }
    }
}
