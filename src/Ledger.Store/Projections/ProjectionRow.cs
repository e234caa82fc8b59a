// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Projections;

/// <summary>A folded view, made from facts alone and disposable.</summary>
/// <param name="Kind">The kind of row, such as <c>license</c>.</param>
/// <param name="Id">Unique within the kind.</param>
/// <param name="FirstSeq">
/// The number of the fact that first gave rise to it: what list cursors are made of. Rows of one kind born of one fact
/// share it, and a page never parts them.
/// </param>
/// <param name="Pool">The pool to list it under.</param>
/// <param name="Party">The party to list it under.</param>
/// <param name="Tag">One more word to list it under, such as a country.</param>
/// <param name="Body">The view's bytes, written by whoever folds; its writer may use them again once the row is put.</param>
public readonly record struct ProjectionRow(
    string Kind, Hash32 Id, long FirstSeq, Hash32? Pool, Hash32? Party, string? Tag, ReadOnlyMemory<byte> Body);
