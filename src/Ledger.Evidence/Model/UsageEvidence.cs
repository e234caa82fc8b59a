// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Evidence.Model;

/// <summary>One usage report under the license, with the proof that a checkpoint commits it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Signature">The reporter's.</param>
/// <param name="Lines">Its lines, in the order that its root commits to.</param>
/// <param name="Promise">What the host promised.</param>
/// <param name="PromiseSignature">The log key's.</param>
/// <param name="Path">The path from the report's leaf to the root of the checkpoint.</param>
/// <param name="Checkpoint">The act id of the checkpoint, whose event is among the evidence's events.</param>
public sealed record UsageEvidence(
    UsageReport Report,
    Signature Signature,
    ImmutableArray<UsageLine> Lines,
    Promise Promise,
    Signature PromiseSignature,
    ImmutableArray<Hash32> Path,
    Hash32 Checkpoint)
{
    /// <summary>The report's id.</summary>
    public RecordId Id => Report.Id;
}
