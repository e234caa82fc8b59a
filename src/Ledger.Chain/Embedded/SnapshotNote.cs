// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Embedded;

/// <summary>A snapshot that was taken.</summary>
/// <param name="Number">The block whose state it holds.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Took">From asking the engine to the rename.</param>
public sealed record SnapshotNote(ulong Number, long Bytes, TimeSpan Took);
