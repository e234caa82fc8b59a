// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Store;
using Ledger.Store.Custody;
using Ledger.Store.Documents;

namespace Ledger.Application.Custody;

/// <summary>Shows documents, their fields and their custody.</summary>
internal static class DocumentShow
{
    public static DocumentView View(IStoreReader reader, DocumentVault vault, DocumentRow row) => new(
        row.Id,
        row.Kind,
        row.ErasedAt is not null ? FsckRoot.Erased : vault.SecretOf(row.Id) is null ? FsckRoot.Missing : FsckRoot.Held,
        [.. CustodyBook.Holds(reader, row.Id).Order(StringComparer.Ordinal)],
        [.. reader.Custody.ActsOf(row.Id).Select(act => reader.Proposals.Find(act)).Where(act => act is not null)
            .Select(act => new DocumentActView(act!.Id, act.Kind, act.Kind is nameof(ActKind.PoolCharter) ? act.Id : act.Pool))],
        row.CreatedAt,
        row.ErasedAt);

    public static CustodyView View(CustodyRow row) => new(
        row.Seq, row.What, row.Party, row.Key, row.At, row.Detail.Length == 0 ? null : JsonElement.Parse(row.Detail), row.Hash);

    /// <summary>Whether an act is the license's own or changes it.</summary>
    public static bool IsOf(IStoreReader reader, Hash32 act, Hash32? license) => license is not { } id || act == id
        || reader.Proposals.Find(act)?.Subject == StoreKeys.Of(Subject.License(new LicenseId(id)));

    public static IEnumerable<DocumentFieldView> Fields(DisclosureTree tree)
    {
        var all = tree.Disclose([.. Enumerable.Range(0, tree.Schema.Fields.Length)]);
        return all.Fields.Select(field => new DocumentFieldView(
            field.Index, tree.Schema.Fields[field.Index].Name, Word(field.Value.Type), field.Value.Text));
    }

    public static DisclosureView Disclosure(Hash32 root, DisclosureTree tree, int[] indexes)
    {
        var shown = tree.Disclose(indexes);
        return new DisclosureView(
            root,
            tree.Schema.Name,
            shown.SchemaId,
            shown.Count,
            shown.TreeRoot,
            [.. shown.Fields.Select(field => new DisclosedFieldView(
                field.Index, tree.Schema.Fields[field.Index].Name, Word(field.Value.Type), field.Value.Text, field.Salt, [.. field.Path]))]);
    }

    private static string Word(FieldType type) => type.ToString().ToLowerInvariant();
}

/// <summary>Judges disclosures as their readers got them, for a door that has nothing but the root on chain.</summary>
public static class DisclosureCheck
{
    /// <summary>What a disclosure shows of the document behind <paramref name="root"/>, against the schemas that are known here.</summary>
    public static DisclosureVerdict Judge(Hash32 root, DisclosureView view) => DisclosureVerifier.Verify(
        root,
        new Disclosed(
            view.SchemaId,
            view.Count,
            view.TreeRoot,
            [.. view.Fields.Select(field => new DisclosedField(
                field.Index,
                new FieldValue(Enum.TryParse<FieldType>(field.Type, ignoreCase: true, out var type) ? type : FieldType.Absent, field.Value),
                field.Salt,
                [.. field.Path]))]),
        DocumentTrees.Schemas);
}
