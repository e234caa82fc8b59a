// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>What a witness is judged against, of one snapshot.</summary>
/// <param name="Domain">The EIP-712 domain of UsageLog.</param>
/// <param name="Pool">The pool that it names.</param>
/// <param name="Log">That pool's checkpoints.</param>
/// <param name="File">All that ever came to the party in the pool.</param>
/// <param name="Party">The party that it names.</param>
/// <param name="FinalUpTo">The height up to which blocks are final.</param>
/// <param name="Now">Chain time: the timestamp of the head (UTC seconds).</param>
public sealed record WitnessGround(
    Eip712Domain Domain, PoolHistory Pool, ILogHistory Log, FileHistory File, PartyHistory Party, ulong FinalUpTo, ulong Now);

/// <summary>Whether an outside signature over a checkpoint is taken in.</summary>
public static class WitnessDecision
{
    public static Decision Decide(WitnessGround ground, Witness witness, Signature signature) =>
        ground.Pool.Formed is null ? new PoolUnknown(witness.Pool)
        : ground.Party.Opened is null ? new PartyUnknown(witness.Party)
        : CheckPart(ground, witness) ?? CheckCheckpoint(ground, witness) ?? CheckKey(ground, witness, signature);

    /// <summary>The operator's own word would prove nothing: a witness is somebody whom the log binds.</summary>
    private static WitnessOutside? CheckPart(WitnessGround ground, Witness witness) =>
        ground.Pool.IsMember(witness.Party) || !ground.File.Arrivals.IsEmpty ? null : new WitnessOutside(witness.Party, witness.Pool);

    private static Refusal? CheckCheckpoint(WitnessGround ground, Witness witness) =>
        ground.Log.Of(witness.Epoch, witness.Size) is not { } checkpoint || !IsMeant(checkpoint, witness) ? new CheckpointUnknown(witness.Epoch, witness.Size, witness.Root)
        : checkpoint.At.Block.Number > ground.FinalUpTo ? new CheckpointNotFinal(witness.Size, checkpoint.At.Block.Number)
        : null;

    private static bool IsMeant(CheckpointAnchored checkpoint, Witness witness) =>
        (checkpoint.Act.Epoch, checkpoint.Act.Size, checkpoint.Act.Root, checkpoint.At.Block.Hash) == (witness.Epoch, witness.Size, witness.Root, witness.Block);

    private static Refusal? CheckKey(WitnessGround ground, Witness witness, Signature signature) =>
        !Secp256k1.TryRecover(witness.Digest(ground.Domain), signature, out var key) ? new Acts.SignatureInvalid(0)
        : ground.Party.HoldsKey(key, KeyScopes.Witness, ground.Now) ? null
        : new Acts.KeyNotHeld(witness.Party, key, KeyScopes.Witness);
}
