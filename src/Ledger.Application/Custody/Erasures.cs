// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Custody;

/// <summary>What stands in the place of what came with an erased record.</summary>
internal static class Erasures
{
    /// <summary>The signed demand, as it is shown; null of a record that was not erased.</summary>
    public static ErasedView? Of(IStoreReader reader, JournalRow row) =>
        row.Attachment is null && CustodyBook.ErasureOf(reader, row.RecordId) is { } erased
            ? new ErasedView(erased.Request.Erasure, erased.Request.Signature, erased.At)
            : null;

    /// <summary>The signed demand; null of a record that was not erased.</summary>
    public static Tombstone<RecordErasure>? StoneOf(IStoreReader reader, JournalRow row) =>
        row.Attachment is null ? CustodyBook.TombstoneOf<RecordErasure>(reader, row.RecordId) : null;
}
