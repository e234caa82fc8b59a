// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>A document that an act commits to, without its content.</summary>
/// <param name="Root">The root on chain.</param>
/// <param name="Kind">profile, license-terms, termination-reason, patent-list, …</param>
/// <param name="State">held, erased or missing.</param>
/// <param name="Held">The matters that a legal hold stands for.</param>
/// <param name="Acts">The acts that commit to it.</param>
/// <param name="CreatedAt">UTC seconds.</param>
public sealed record DocumentView(
    Hash32 Root, string Kind, string State, IReadOnlyList<string> Held, IReadOnlyList<DocumentActView> Acts, long CreatedAt, long? ErasedAt);

/// <param name="Kind">The act's struct name.</param>
public sealed record DocumentActView(Hash32 Act, string Kind, Hash32? Pool);

/// <summary>A document with its content; that it was read stands in its custody.</summary>
/// <param name="Schema">The schema of its fields; null where it has none.</param>
/// <param name="Fields">The fields by which it can be disclosed one by one.</param>
public sealed record DocumentContentView(DocumentView Document, string? Schema, JsonElement Content, IReadOnlyList<DocumentFieldView> Fields);

/// <param name="Type">absent, text, integer, decimal, boolean, …</param>
public sealed record DocumentFieldView(int Index, string Name, string Type, string Value);

/// <summary>Some fields of a document with what proves them against the root on chain; of the others nothing is said.</summary>
/// <param name="TreeRoot">The RFC 6962 root over all leaves.</param>
public sealed record DisclosureView(Hash32 Root, string Schema, Hash32 SchemaId, uint Count, Hash32 TreeRoot, IReadOnlyList<DisclosedFieldView> Fields);

/// <param name="Path">The hashes from the field's leaf to the tree's root.</param>
public sealed record DisclosedFieldView(int Index, string Name, string Type, string Value, Hash32 Salt, IReadOnlyList<Hash32> Path);

/// <summary>An entry of a document's custody.</summary>
/// <param name="What">read, disclosed, held, released or erased.</param>
/// <param name="Party">On whose behalf.</param>
/// <param name="Key">The id of the API key.</param>
/// <param name="At">UTC seconds.</param>
/// <param name="Detail">The fields disclosed, the hold, the signed erasure; null for a reading.</param>
/// <param name="Hash">Over the entry and the hash of the one before it.</param>
public sealed record CustodyView(long Seq, string What, Hash32? Party, string Key, long At, JsonElement? Detail, Hash32 Hash);

/// <summary>A legal hold, set or lifted.</summary>
/// <param name="Matter">What it is for: a matter's id, a court's file number.</param>
public sealed record HoldRequest(string Matter, string Reason);

/// <summary>A signed demand for erasure.</summary>
/// <param name="Erasure">The EIP-712 message of the type Erasure.</param>
/// <param name="Key">The signing key.</param>
/// <param name="Signature">65 bytes.</param>
public sealed record ErasureRequest(JsonElement Erasure, Address Key, string Signature);
