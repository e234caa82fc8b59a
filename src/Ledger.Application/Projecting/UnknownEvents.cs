// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Projecting;

/// <summary>Events of our contracts that this version cannot read: kept raw, folded by nobody, and counted.</summary>
internal static class UnknownEvents
{
    public const string Kind = "unknown";

    public static bool Is(string kind) => string.Equals(kind, Kind, StringComparison.Ordinal);
}
