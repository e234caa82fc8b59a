// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>GET /usage-reports?since=</c>: one leaf of a pool's usage log with the record that it stands for.</summary>
/// <param name="LeafIndex">Where the leaf stands in the epoch's tree; of a leaf carried on, not where it was promised.</param>
/// <param name="Author">Who signed.</param>
/// <param name="Body">The record's fields as they are kept; null where none can be read.</param>
/// <param name="Lines">Of a report, the fields of its lines with their salts; null for other records, where none can be read, and where they were erased.</param>
/// <param name="Evidence">Of an observation, the fields of its pieces of evidence with their salts; null for other records, where none came with it, where none can be read, and where they were erased.</param>
/// <param name="Leaf">keccak(0x00, version, kind, recordId, keccak(signature)), as it was journaled.</param>
/// <param name="Promise">The fields of the promise that was given for it; null where none can be read.</param>
/// <param name="Erased">Where what came with the record was erased: the demand that it was erased for.</param>
public sealed record LogLeafView(
    ulong Epoch,
    ulong LeafIndex,
    Hash32 Record,
    [property: WordOf(typeof(RecordKind))] string Kind,
    Hash32 Author,
    JsonElement? Body,
    string Signature,
    IReadOnlyList<JsonElement>? Lines,
    IReadOnlyList<JsonElement>? Evidence,
    Hash32 Leaf,
    JsonElement? Promise,
    string? PromiseSignature,
    ErasedView? Erased = null);
