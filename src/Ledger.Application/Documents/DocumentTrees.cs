// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;

namespace Ledger.Application.Documents;

/// <summary>The disclosure trees of kept documents, made anew from their content.</summary>
internal static class DocumentTrees
{
    /// <summary>The schemas of documents with fields.</summary>
    public static IReadOnlyList<DocumentSchema> Schemas { get; } =
    [
        DocumentSchemas.Profile, DocumentSchemas.Enrolment, LicenseTerms.Schema, DocumentSchemas.Reason, DocumentSchemas.Evidence, DocumentSchemas.Paper,
        DocumentSchemas.Policy, CharterTerms.Schema,
    ];

    /// <summary>The tree over a document's fields; null for a kind that has none, or is not known here.</summary>
    /// <exception cref="FormatException">The content is not of its kind.</exception>
    public static DisclosureTree? Of(string kind, ReadOnlySpan<byte> content, Hash32 secret) => kind switch
    {
        DocumentRoots.ProfileKind => new(DocumentSchemas.Profile, DocumentSchemas.Fields(Parse<ProfileDocument>(content)), Hash32.Bytes(in secret)),
        DocumentRoots.TermsKind => new(LicenseTerms.Schema, Parse<TermsDocument>(content).Terms().ToFields(), Hash32.Bytes(in secret)),
        DocumentRoots.EnrolmentKind => new(DocumentSchemas.Enrolment, DocumentSchemas.Fields(Parse<EnrolmentDocument>(content)), Hash32.Bytes(in secret)),
        DocumentRoots.CharterKind => new(CharterTerms.Schema, DocumentSchemas.Fields(Parse<CharterDocument>(content)), Hash32.Bytes(in secret)),
        DocumentRoots.ReasonKind => Text(DocumentSchemas.Reason, content, secret),
        DocumentRoots.EvidenceKind => Text(DocumentSchemas.Evidence, content, secret),
        DocumentRoots.PaperKind => Text(DocumentSchemas.Paper, content, secret),
        DocumentRoots.PolicyKind => Text(DocumentSchemas.Policy, content, secret),
        _ => null,
    };

    /// <summary>The root that a document's content gives; null for a kind that is not known here.</summary>
    /// <exception cref="FormatException">The content is not of its kind.</exception>
    public static Hash32? RootOf(string kind, ReadOnlySpan<byte> content, Hash32 secret) => kind is DocumentRoots.PatentsKind
        ? PatentList.Root([.. Parse<List<JsonElement>>(content).Select(patent => TypedDataJson.ReadMessage<Patent>(patent))])
        : Of(kind, content, secret)?.Root;

    private static DisclosureTree Text(DocumentSchema schema, ReadOnlySpan<byte> content, Hash32 secret) =>
        new(schema, DocumentSchemas.Fields(Parse<TextDocument>(content)), Hash32.Bytes(in secret));

    private static T Parse<T>(ReadOnlySpan<byte> content) =>
        JsonSerializer.Deserialize<T>(content, LedgerJson.Options) ?? throw new FormatException("The document is null.");
}
