// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Proofs;

/// <summary>A matter as kept, with the party whose file it is.</summary>
/// <param name="Owner">Null where the host opened it by itself, or before keys were known.</param>
/// <param name="Disclose">The terms that its exports disclose; null: none.</param>
/// <param name="Versions">The versions of which they do.</param>
internal sealed record KeptMatter(
    string Id,
    string Title,
    Hash32 License,
    ulong OpenedAt,
    Hash32? Owner = null,
    IReadOnlyList<string>? Disclose = null,
    IReadOnlyList<Hash32>? Versions = null)
{
    private const string Prefix = "matter:";
    private const string ExportPrefix = "export:";

    public MatterView View => new(Id, Title, License, OpenedAt, Disclose, Versions);

    public static KeptMatter? Find(IStoreReader reader, string id) =>
        reader.Meta.Get(Prefix + id) is { } kept ? JsonSerializer.Deserialize<KeptMatter>(kept, LedgerJson.Options) : null;

    /// <summary>The matter that an export was made for.</summary>
    public static KeptMatter? OfExport(IStoreReader reader, string export) =>
        reader.Meta.Get(ExportPrefix + export) is { } matter ? Find(reader, matter) : null;

    public bool IsOf(Caller caller) => caller.IsHost || caller.Is(Owner);

    public void Keep(IStoreWriter writer) => writer.Meta.Set(Prefix + Id, JsonSerializer.Serialize(this, LedgerJson.Options));

    public void KeepExport(IStoreWriter writer, Hash32 export) => writer.Meta.Set(ExportPrefix + export, Id);
}
