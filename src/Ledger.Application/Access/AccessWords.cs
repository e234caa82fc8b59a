// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Access;

/// <summary>Roles and scopes as the API writes them: lower case.</summary>
public static class AccessWords
{
    /// <summary>Every role's word.</summary>
    public static IReadOnlyList<string> Roles { get; } = [.. Enum.GetValues<PoolRole>().Select(Of)];

    public static string Of(PoolRole role) => role.ToString().ToLowerInvariant();

    /// <summary>The single scopes within <paramref name="scopes"/>.</summary>
    public static IReadOnlyList<string> Of(AccessScopes scopes) =>
        [.. Singles.Where(single => scopes.HasFlag(single)).Select(single => single.ToString().ToLowerInvariant())];

    public static PoolRole? Role(string word) => Enum.GetValues<PoolRole>().Where(role => Is(word, Of(role))).Select(role => (PoolRole?)role).FirstOrDefault();

    public static AccessScopes? Scope(string word) =>
        Singles.Where(single => Is(word, single.ToString().ToLowerInvariant())).Select(single => (AccessScopes?)single).FirstOrDefault();

    private static AccessScopes[] Singles =>
        [AccessScopes.Read, AccessScopes.Propose, AccessScopes.Report, AccessScopes.Resolve, AccessScopes.Operate];

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
