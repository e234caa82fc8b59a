// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>One key's hold on a party. A key is admitted once in a party's life; what it signed in time stays binding.</summary>
/// <param name="Key">The key's address.</param>
/// <param name="Scopes">What it may sign for.</param>
/// <param name="From">First second (UTC) at which it holds: the recording block's time.</param>
/// <param name="Until">First second (UTC) at which it no longer holds; null when open-ended.</param>
/// <param name="By">The fact that admitted it.</param>
/// <param name="Compromised">The fact that flagged it as lost; null while none did. The flag never reaches back.</param>
public sealed record KeyHold(Address Key, KeyScopes Scopes, ulong From, ulong? Until, Fact By, KeyCompromised? Compromised = null)
{
    /// <summary>Whether it holds every one of <paramref name="scopes"/> at <paramref name="time"/>.</summary>
    public bool Holds(KeyScopes scopes, ulong time) =>
        (Scopes & scopes) == scopes && From <= time && (Until is not { } until || time < until);

    /// <summary>Whether it holds every one of <paramref name="scopes"/> at some second from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public bool HoldsWithin(KeyScopes scopes, ulong from, ulong to) => from <= to && Math.Max(From, from) is var first && first <= to && Holds(scopes, first);

    /// <summary>The hold that ends at <paramref name="time"/> where it would have lasted longer.</summary>
    internal KeyHold EndingAt(ulong time) => Until is { } until && until <= time ? this : this with { Until = time };
}
