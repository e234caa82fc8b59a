// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Licenses;

namespace Ledger.Evidence.Verification;

/// <summary>The steps of a verification, the same in API, CLI and console; written in lower case.</summary>
public enum StepName
{
    /// <summary>The container of a bundle: only where there is one.</summary>
    Bundle,

    /// <summary>Ids re-derived from what they identify, on this deployment.</summary>
    Id,

    /// <summary>Signatures recovered.</summary>
    Signature,

    /// <summary>The signing keys held by the parties then.</summary>
    Key,

    /// <summary>Events in their blocks' receipts tries.</summary>
    Receipt,

    /// <summary>Headers hashed, and linked to a trusted block.</summary>
    Header,

    /// <summary>Nothing left out, by the heads' slots.</summary>
    Completeness,

    /// <summary>Where the license stands, by its slot.</summary>
    Standing,

    /// <summary>The revisions of the schedules that it covers on chain, none left out.</summary>
    Schedule,

    /// <summary>The terms disclosed, against the root that their version's act names, and tombstones of erased ones: only where there are some.</summary>
    Terms,

    /// <summary>What a record says of those before it in the log: only where it says something of them.</summary>
    Records,

    /// <summary>When a record that was lodged on chain counts as handed in: only where it was.</summary>
    Lodging,
}

/// <summary>What a verification comes to.</summary>
public enum Verdict
{
    /// <summary>Every step holds, on blocks that the caller trusts.</summary>
    Valid,

    /// <summary>A step fails.</summary>
    Invalid,

    /// <summary>No step fails, but nothing says that these blocks are of that chain, or a step is open (<see cref="VerificationStep.IsOpen"/>).</summary>
    Unconfirmed,
}

/// <summary>One step.</summary>
/// <param name="Name">Which.</param>
/// <param name="Ok">Whether it holds. False also where it was not reached (<see cref="Note.NotReached"/>).</param>
/// <param name="Note">What it found.</param>
/// <param name="Of">What the step was about, where not the license as first agreed: a record's id, or that of an amendment.</param>
public sealed record VerificationStep(StepName Name, bool Ok, Note Note, string? Of = null)
{
    /// <summary>The name as API and CLI write it.</summary>
    public string Text => Name.ToString().ToLowerInvariant();

    /// <summary>Whether what is shown neither bears it out nor refutes it: then it does not hold, and the verdict is at best <see cref="Verdict.Unconfirmed"/>.</summary>
    public bool IsOpen => string.Equals(Note.Code, Note.KeysUnshown, StringComparison.Ordinal);

    /// <summary>What it found, as an English sentence; other languages are made from the note.</summary>
    public string Detail => Note.ToString();
}

/// <summary>The verdict over one license.</summary>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Steps">Every step, in the order of <see cref="StepName"/>; those of records after those of the license.</param>
/// <param name="Standing">Where the license stands at <paramref name="StandingTime"/>; null when that step fails.</param>
/// <param name="StandingTime">The time of the block that the state is of (UTC seconds), or the time asked for.</param>
public sealed record LicenseVerification(
    Verdict Verdict,
    ImmutableArray<VerificationStep> Steps,
    Standing? Standing,
    ulong? StandingTime)
{
    /// <summary>The license's pool, by the events or what made the license; null where they do not say.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>The first step that fails of itself, or else one that is open; null when there is none.</summary>
    public VerificationStep? Failed => Steps.FirstOrDefault(step => !step.Ok && !step.IsOpen && step.Note.Code != Note.NotReached)
        ?? Steps.FirstOrDefault(step => !step.Ok);
}
