// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>A subject that an act changes, and the head of it that the act was signed on.</summary>
public readonly record struct SignedHead(Subject Subject, Hash32 Previous);

/// <summary>The heads that an act moves, both or neither.</summary>
public static class ActHeads
{
    /// <summary>One or two heads; none where the act changes no subject, or a license that nobody knows.</summary>
    /// <param name="act">The act.</param>
    /// <param name="poolOf">A license's pool, which acts on licenses do not name; null where there is no such license.</param>
    public static ImmutableArray<SignedHead> Of(IAct act, Func<LicenseId, PoolId?> poolOf) => act switch
    {
        RecoveryCompletion done => [new(Subject.Recovery(done.Party), done.Previous), new(Subject.Party(done.Party), done.PreviousKeys)],
        Succession succession =>
        [
            new(Subject.Membership(succession.Pool, succession.Party), succession.Previous),
            new(Subject.Membership(succession.Pool, succession.Successor), succession.PreviousSuccessor),
        ],
        Sublicense sublicense => poolOf(sublicense.Parent) is { } pool
            ? [new(Subject.File(pool, sublicense.Sublicensee), sublicense.Previous)] : [],
        Assignment assignment => poolOf(assignment.License) is { } pool
            ? [new(Subject.License(assignment.License), assignment.Previous), new(Subject.File(pool, assignment.Assignee), assignment.PreviousFile)]
            : [],
        { Subject: { } subject, Previous: { } previous } => [new(subject, previous)],
        _ => [],
    };
}
