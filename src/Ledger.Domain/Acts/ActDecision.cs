// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>The rules that every act obeys: deadline and head.</summary>
internal static class ActDecision
{
    /// <summary>The first of them that <paramref name="act"/> breaks; null when none.</summary>
    /// <param name="act">The act.</param>
    /// <param name="head">The head of its subject; not looked at where it has none.</param>
    /// <param name="now">Time of the block that would record it (UTC seconds).</param>
    public static Refusal? Check(IAct act, Hash32 head, ulong now) => act switch
    {
        { ExpiresAt: { } deadline } when now > deadline => new ActExpired(deadline, now),
        { Previous: { } previous } when previous != head => new HeadMoved(previous, head),
        _ => null,
    };

    /// <summary>The same for an act on two subjects, which moves both heads or neither.</summary>
    public static Refusal? Check(IAct act, Hash32 head, Hash32 second, ulong now) =>
        Check(act, head, now) ?? (act.SecondPrevious is { } previous && previous != second ? new HeadMoved(previous, second) : null);
}
