// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Application.Core;

/// <summary>List cursors: persisted sequence numbers as decimal text. What is no number reads as the beginning.</summary>
internal static class Cursors
{
    public static long Read(string? cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;

    public static string Write(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
