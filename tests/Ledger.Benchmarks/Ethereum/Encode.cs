// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Chain.Contracts;
using Ledger.Domain.Licenses;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>From an act of six fields and a signature to its call, against the same words laid down where they are known to stand.</summary>
internal static class Encode
{
    private const int Word = 32;
    private const int Fields = 6;
    private const int SignatureAt = 4 + ((Fields + 2) * Word);

    private static readonly byte[][] Signatures = [.. Acts.Signatures.Select(signature => signature.ToArray())];

    public static Measurement Run()
    {
        for (var i = 0; i < Acts.Count; i++)
        {
            if (!Ours(i).AsSpan().SequenceEqual(Bare(i)))
            {
                throw new InvalidOperationException("The two calls differ.");
            }
        }

        var (rate, limit, ratio) = Rounds.Against(Repeat(Ours), Repeat(Bare));
        return new Measurement("ethereum.encode", rate, "call/s", limit, ratio);
    }

    private static Action<int> Repeat(Func<int, byte[]> encode) => count =>
    {
        for (var i = 0; i < count; i++)
        {
            _ = encode(i % Acts.Count);
        }
    };

    private static byte[] Ours(int at) => LicensesContract.Terminate(Acts.All[at], Signatures[at]);

    private static byte[] Bare(int at)
    {
        var call = new byte[SignatureAt + (3 * Word)];
        Termination act = Acts.All[at];
        LicensesContract.TerminateSelector.CopyTo(call);
        var words = call.AsSpan(4);
        act.License.Value.CopyTo(words);
        BinaryPrimitives.WriteUInt64BigEndian(words[((2 * Word) - 8)..], act.EffectiveAt);
        act.ReasonRoot.CopyTo(words[(2 * Word)..]);
        act.Previous.CopyTo(words[(3 * Word)..]);
        BinaryPrimitives.WriteUInt64BigEndian(words[((5 * Word) - 8)..], act.ExpiresAt);
        act.Salt.CopyTo(words[(5 * Word)..]);
        words[(7 * Word) - 1] = (Fields + 1) * Word;
        words[(8 * Word) - 1] = (byte)Signatures[at].Length;
        Signatures[at].CopyTo(call, SignatureAt);
        return call;
    }
}
