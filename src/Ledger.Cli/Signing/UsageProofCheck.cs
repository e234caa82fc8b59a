// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Verification;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Cli.Signing;

/// <summary>What a usage proof comes to.</summary>
internal enum UsageProofVerdict
{
    Holds,

    /// <summary>The host shows the proof of another record.</summary>
    RecordOther,

    /// <summary>Root or size are not those of the checkpoint that is shown.</summary>
    CheckpointOther,

    /// <summary>The path does not lead from the leaf at its index to the root.</summary>
    PathWrong,

    /// <summary>The chain anchored no such root in that transaction.</summary>
    NotOnChain,
}

/// <summary>Judges the host's usage proof here: the leaf stands at its index under a root that the chain anchored.</summary>
internal static class UsageProofCheck
{
    private const int Word = 32;

    private static readonly Hash32 _anchored = Keccak256.Hash(Encoding.ASCII.GetBytes("CheckpointAnchored(bytes32,uint64,uint64,uint64,bytes32,bytes)"));

    public static async Task<UsageProofVerdict> JudgeAsync(Session session, string record, UsageProofView proof, CancellationToken cancel) => proof switch
    {
        _ when proof.Record != Hash32.Parse(record) => UsageProofVerdict.RecordOther,
        _ when proof.Root != proof.Checkpoint.Root || proof.TreeSize != proof.Checkpoint.Size || proof.Epoch != proof.Checkpoint.Epoch || proof.Pool != proof.Checkpoint.Pool =>
            UsageProofVerdict.CheckpointOther,
        _ when !InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, proof.Path.ToArray()) => UsageProofVerdict.PathWrong,
        _ when !await StandsOnChainAsync(session, proof.Checkpoint, cancel) => UsageProofVerdict.NotOnChain,
        _ => UsageProofVerdict.Holds,
    };

    private static async Task<bool> StandsOnChainAsync(Session session, CheckpointView checkpoint, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var receipt = await session.Api.AskChainAsync("eth_getTransactionReceipt", [checkpoint.Recorded.TxHash.ToString()], cancel);
        return receipt.ValueKind is JsonValueKind.Object
            && receipt.GetProperty("logs").EnumerateArray().Any(log => Anchors(log, checkpoint, Trusting.ContractsOf(deployment).UsageLog));
    }

    /// <summary><c>CheckpointAnchored</c>: topics name, pool, epoch; data words oldSize, size, root, …</summary>
    private static bool Anchors(JsonElement log, CheckpointView checkpoint, Address usageLog)
    {
        var epoch = new byte[Word];
        BinaryPrimitives.WriteUInt64BigEndian(epoch.AsSpan(Word - sizeof(ulong)), checkpoint.Epoch);
        return Address.TryParse(log.GetProperty("address").GetString(), out var address) && address == usageLog
            && log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString())
                .SequenceEqual([_anchored.ToString(), checkpoint.Pool.ToString(), Hex.Encode(epoch)], StringComparer.OrdinalIgnoreCase)
            && Hex.TryDecode(log.GetProperty("data").GetString(), out var data) && data.Length >= 3 * Word
            && BinaryPrimitives.ReadUInt64BigEndian(data.AsSpan((2 * Word) - sizeof(ulong))) == checkpoint.Size
            && new Hash32(data.AsSpan(2 * Word, Word)) == checkpoint.Root;
    }
}
