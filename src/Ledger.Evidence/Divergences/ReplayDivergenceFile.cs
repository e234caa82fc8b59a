// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Divergences;

/// <summary>What is kept when an embedded chain's record gives another block than it gave before: the record, the hash it had, the header it gives now.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §11.</remarks>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Reason">A sentence for the operator.</param>
/// <param name="Time">The recorded timestamp, UTC seconds.</param>
/// <param name="Transactions">The recorded transactions' signed bytes, in the block's order.</param>
/// <param name="Recorded">The hash that the block had when it was mined.</param>
/// <param name="Replayed">The block that the record gives now.</param>
public sealed record ReplayDivergenceFile(
    ulong ChainId, string Reason, ulong Time, ImmutableArray<ReadOnlyMemory<byte>> Transactions, Hash32 Recorded, DivergentBlock Replayed)
{
    internal const string Format = "ledger-replay-divergence";

    /// <summary>Writes the file; the same divergence gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteNumber("chainId", ChainId);
        json.WriteString("reason", Reason);
        json.WriteNumber("time", Time);
        SealedJson.Write(json, "transactions", Transactions.Select(raw => Hex.Encode(raw.Span)));
        json.WriteString("recorded", Recorded.ToString());
        SealedJson.Write(json, "replayed", Replayed);
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ReplayDivergenceFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, Read, read => read.Write(), out file, out what);

    private static ReplayDivergenceFile Read(JsonElement json) => new(
        DisclosureJson.Must(json, "chainId").GetUInt64(),
        DisclosureJson.Text(json, "reason"),
        DisclosureJson.Must(json, "time").GetUInt64(),
        [.. SealedJson.Texts(json, "transactions").Select(raw => (ReadOnlyMemory<byte>)Hex.Decode(raw))],
        SealedJson.Hash(json, "recorded"),
        SealedJson.Block(DisclosureJson.Must(json, "replayed")));
}
