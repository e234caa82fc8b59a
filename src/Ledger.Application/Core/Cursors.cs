// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Views;

namespace Ledger.Application.Core;

/// <summary>List cursors: persisted sequence numbers as decimal text. What is no number reads as the beginning.</summary>
internal static class Cursors
{
    public static long Read(string? cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;

    /// <summary>A page of a list that never changes: its cursor counts from the beginning.</summary>
    public static Page<T> Page<T>(IEnumerable<T> all, string? cursor, int limit)
    {
        var from = (int)Math.Min(Read(cursor), int.MaxValue - limit);
        var items = all.Skip(from).Take(limit + 1).ToList();
        return new Page<T>([.. items.Take(limit)], items.Count > limit ? Write(from + limit) : null);
    }

    public static string Write(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
