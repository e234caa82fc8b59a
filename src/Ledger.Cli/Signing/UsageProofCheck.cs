// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum.Merkle;

namespace Ledger.Cli.Signing;

/// <summary>Checks the host's usage proof here: the leaf stands at its index under the checkpoint's root.</summary>
internal static class UsageProofCheck
{
    public static bool Holds(UsageProofView proof) =>
        proof.Root == proof.Checkpoint.Root
        && proof.TreeSize == proof.Checkpoint.Size
        && InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, proof.Path.ToArray());
}
