// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;
using Ledger.Ethereum;

namespace Ledger.Evidence.Disclosure;

/// <summary>One field shown.</summary>
/// <param name="Index">Its place in the schema, from 0.</param>
/// <param name="Value">Its value.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Path">The path from its leaf to the tree's root.</param>
public sealed record DisclosedField(int Index, FieldValue Value, Hash32 Salt, ImmutableArray<Hash32> Path);

/// <summary>Some fields of a document, with what proves them. The others are withheld: nothing is said of them.</summary>
/// <param name="SchemaId">The schema.</param>
/// <param name="Count">How many fields it has.</param>
/// <param name="TreeRoot">The RFC 6962 root over all leaves.</param>
/// <param name="Fields">The fields shown.</param>
public sealed record Disclosed(Hash32 SchemaId, uint Count, Hash32 TreeRoot, ImmutableArray<DisclosedField> Fields);
