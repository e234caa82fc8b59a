// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Custody;

/// <summary>The records that are erased in the store while bundles or old pages may still hold what came with them: what a next start has to clean.</summary>
internal static class UncleanErasures
{
    private const string Name = "unclean-erasures";

    public static IReadOnlyList<Hash32> All(IStoreReader reader) =>
        [.. (reader.Meta.Get(Name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Hash32.Parse)];

    public static void Add(IStoreWriter writer, Hash32 record) => Set(writer, [.. All(writer).Append(record).Distinct()]);

    /// <returns>How many are left.</returns>
    public static int Remove(IStoreWriter writer, IReadOnlyCollection<Hash32> cleaned)
    {
        List<Hash32> left = [.. All(writer).Except(cleaned)];
        Set(writer, left);
        return left.Count;
    }

    private static void Set(IStoreWriter writer, List<Hash32> records) => writer.Meta.Set(Name, records.Count == 0 ? null : string.Join(' ', records));
}
