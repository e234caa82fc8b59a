// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Evidence.Model;

/// <summary>Proofs of storage slots at one block, as <c>eth_getProof</c> gives them; the slots are in <c>StorageSlots</c>.</summary>
/// <param name="Block">The hash of the block; its header is among the evidence's headers.</param>
/// <param name="LicensesAccount">The account proof of the contract Licenses.</param>
/// <param name="RecordNodes">The slot of the license's record: term, termination, suspensions.</param>
/// <param name="HeadNodes">The slot of the license's head: empty until its first change.</param>
/// <param name="FileNodes">The slot of the head of the file (pool, present licensee).</param>
/// <param name="PartiesAccount">The account proof of the contract Parties.</param>
/// <param name="KeysHeads">The slot of the keys head of each party whose key acts are shown.</param>
/// <param name="Parents">The slots of each license that it stands under, the nearest first; none for a grant or import.</param>
/// <param name="Pool">The slots of the pool: its log keys, the schedules covered, the sealed epochs of its usage log.</param>
public sealed record LicenseState(
    Hash32 Block,
    ImmutableArray<byte[]> LicensesAccount,
    ImmutableArray<byte[]> RecordNodes,
    ImmutableArray<byte[]> HeadNodes,
    ImmutableArray<byte[]> FileNodes,
    ImmutableArray<byte[]> PartiesAccount,
    ImmutableArray<KeysHeadProof> KeysHeads,
    ImmutableArray<ParentProof> Parents,
    PoolState Pool);

/// <summary>Record and head of a license that the license stands under.</summary>
public sealed record ParentProof(LicenseId License, ImmutableArray<byte[]> RecordNodes, ImmutableArray<byte[]> HeadNodes);

/// <summary>The last act on one party's keys, by its slot.</summary>
public sealed record KeysHeadProof(PartyId Party, ImmutableArray<byte[]> Nodes);
