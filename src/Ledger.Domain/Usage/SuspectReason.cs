// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Why a refused report is kept all the same: signed as it is, it proves something to anybody.</summary>
public enum SuspectReason : byte
{
    /// <summary>Another report stands at its place in the stream: both together prove that its signer said two things.</summary>
    Fork = 1,

    /// <summary>Reports before it in the stream are not here.</summary>
    Gap = 2,

    /// <summary>It names too old a block.</summary>
    StaleBlock = 3,

    /// <summary>Its key is the reporter's, and may not report, or no more.</summary>
    KeyScope = 4,

    /// <summary>It stands in another's stream.</summary>
    AnothersStream = 5,
}

/// <summary>Which refusals are grounds for suspicion.</summary>
public static class SuspectReasons
{
    /// <summary>The ground that a refusal gives, whoever signed.</summary>
    public static SuspectReason? Of(Refusal refusal) => refusal switch
    {
        SequenceTaken => SuspectReason.Fork,
        SequenceSkipped or PreviousMismatch { Expected.IsZero: false } => SuspectReason.Gap,
        RecordBackdated => SuspectReason.StaleBlock,
        KeyNotHeld => SuspectReason.KeyScope,
        StreamOfAnother => SuspectReason.AnothersStream,
        _ => null,
    };

    /// <param name="refusal">Why the report was refused.</param>
    /// <param name="reporter">The party that it names.</param>
    /// <param name="signer">The key that signed it: one that never was the reporter's proves nothing.</param>
    public static SuspectReason? Of(Refusal refusal, PartyHistory reporter, Address signer) => reporter.Keys.ContainsKey(signer) ? Of(refusal) : null;
}
