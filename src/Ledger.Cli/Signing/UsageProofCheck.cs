// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Auditing;
using Ledger.Cli.Commands;
using Ledger.Cli.Verification;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>What a usage proof comes to.</summary>
internal enum UsageProofVerdict
{
    Holds,

    /// <summary>The host shows the proof of another record: its id, or the leaf that the record makes, is not the proof's.</summary>
    RecordOther,

    /// <summary>Root or size are not those of the checkpoint that is shown.</summary>
    CheckpointOther,

    /// <summary>The path does not lead from the leaf at its index to the root.</summary>
    PathWrong,

    /// <summary>The chain anchored no such root in that transaction.</summary>
    NotOnChain,
}

/// <summary>Judges the host's usage proof here: the leaf is the record's, and stands at its index under a root that the chain anchored.</summary>
internal static class UsageProofCheck
{
    public static async Task<UsageProofVerdict> JudgeAsync(Session session, string record, UsageProofView proof, CancellationToken cancel) => proof switch
    {
        _ when proof.Record != Hash32.Parse(record) || proof.Leaf != await LeafAsync(session, proof.Record, cancel) => UsageProofVerdict.RecordOther,
        _ when proof.Root != proof.Checkpoint.Root || proof.TreeSize != proof.Checkpoint.Size || proof.Epoch != proof.Checkpoint.Epoch || proof.Pool != proof.Checkpoint.Pool =>
            UsageProofVerdict.CheckpointOther,
        _ when !InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, proof.Path.ToArray()) => UsageProofVerdict.PathWrong,
        _ when !await StandsOnChainAsync(session, proof.Checkpoint, cancel) => UsageProofVerdict.NotOnChain,
        _ => UsageProofVerdict.Holds,
    };

    /// <summary>The leaf that fields and signature of the record make; null where what the host shows under the id is another record, or none.</summary>
    private static async Task<Hash32?> LeafAsync(Session session, Hash32 id, CancellationToken cancel)
    {
        var shown = (await session.Api.GetAsync<RecordView>($"/records/{id}", cancel)).Value;
        try
        {
            return Enum.TryParse<RecordKind>(shown.Kind, out var kind) && Enum.IsDefined(kind)
                && RecordMessages.Read(kind, shown.TypedData.GetProperty("message")) is var record && record.Id.Value == id
                && Signature.TryParse(shown.Signature.Signature, out var signature)
                    ? UsageLeaf.Hash(kind, record.Id, signature)
                    : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task<bool> StandsOnChainAsync(Session session, CheckpointView checkpoint, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var usageLog = Trusting.ContractsOf(deployment).UsageLog;
        var receipt = await session.Api.AskChainAsync("eth_getTransactionReceipt", [checkpoint.Recorded.TxHash.ToString()], cancel);
        return receipt.ValueKind is JsonValueKind.Object
            && receipt.GetProperty("logs").EnumerateArray().Any(log => AnchoredRoot.Of(log, usageLog, checkpoint.Pool)?.IsOf(checkpoint) is true);
    }
}
