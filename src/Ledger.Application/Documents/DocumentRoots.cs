// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;
using Ledger.Store;

namespace Ledger.Application.Documents;

/// <summary>The documents that acts commit to, by schema, and their roots.</summary>
internal static class DocumentRoots
{
    public const string ProfileKind = "profile";
    public const string TermsKind = "license-terms";
    public const string ReasonKind = "termination-reason";
    public const string EnrolmentKind = "enrolment";
    public const string EvidenceKind = "evidence";
    public const string PaperKind = "paper-license";
    public const string PolicyKind = "policy";
    public const string CharterKind = "charter";
    public const string PatentsKind = "patent-list";

    public static SaltedDocument Profile(ProfileDocument profile, Hash32 secret) =>
        Salted(ProfileKind, DocumentSchemas.Profile, DocumentSchemas.Fields(profile), profile, secret);

    /// <summary>The terms and their document; the refusal says which rule of terms speaks against them.</summary>
    /// <exception cref="FormatException">The terms are not of the schema.</exception>
    public static Outcome<SaltedDocument> Terms(JsonElement terms, Hash32 secret)
    {
        try
        {
            var document = (HoldsNull(terms) ? null : terms.Deserialize<TermsDocument>(LedgerJson.Incoming))
                ?? throw new FormatException("The terms are null, or one of their lists holds null.");
            var read = document.Terms();
            return TermsDecision.Decide(read).Refusal is { } refusal
                ? refusal
                : Salted(TermsKind, LicenseTerms.Schema, read.ToFields(), document, secret);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The terms are not of the schema {LicenseTerms.Schema.Name}: {wrong.Message}", wrong);
        }
    }

    // The serializer looks at the nullability of fields, not of what stands in lists.
    private static bool HoldsNull(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Null || HoldsNull(item)),
        JsonValueKind.Object => json.EnumerateObject().Any(field => HoldsNull(field.Value)),
        _ => false,
    };

    /// <summary>The terms behind a root; null where they are not held.</summary>
    public static LicenseTerms? OpenTerms(DocumentVault vault, IStoreReader reader, Hash32 root) =>
        vault.Open<TermsDocument>(reader, root)?.Terms();

    public static SaltedDocument Reason(string reason, Hash32 secret) => Text(ReasonKind, DocumentSchemas.Reason, reason, secret);

    public static SaltedDocument Evidence(string evidence, Hash32 secret) => Text(EvidenceKind, DocumentSchemas.Evidence, evidence, secret);

    public static SaltedDocument Paper(string paper, Hash32 secret) => Text(PaperKind, DocumentSchemas.Paper, paper, secret);

    public static SaltedDocument Policy(string policy, Hash32 secret) => Text(PolicyKind, DocumentSchemas.Policy, policy, secret);

    /// <summary>A charter and its document; the refusal says which of its rules cannot be one.</summary>
    /// <exception cref="FormatException">The charter is not of the schema.</exception>
    public static Outcome<SaltedDocument> Charter(CharterDocument charter, Hash32 secret)
    {
        if (charter.Names is null || charter.Zone is null)
        {
            throw new FormatException("A charter has names and a zone.");
        }

        return charter.Terms().Check() is { } refusal
            ? refusal
            : Salted(CharterKind, CharterTerms.Schema, DocumentSchemas.Fields(charter), charter, secret);
    }

    /// <summary>The charter document behind a root; null where it is not held, or is a profile as pools had before charters had a schema.</summary>
    public static CharterDocument? OpenCharter(DocumentVault vault, IStoreReader reader, Hash32 root) =>
        !root.IsZero && reader.Documents.Find(root) is { Kind: CharterKind } ? vault.Open<CharterDocument>(reader, root) : null;

    /// <exception cref="FormatException">The register number is none of its kind.</exception>
    public static SaltedDocument Enrolment(EnrolmentDocument enrolment, Hash32 secret)
    {
        if (!RegisterNumber.IsValid(enrolment.RegisterKind, enrolment.RegisterNumber))
        {
            throw new FormatException($"'{enrolment.RegisterNumber}' is no number of the kind '{enrolment.RegisterKind}'.");
        }

        return Salted(EnrolmentKind, DocumentSchemas.Enrolment, DocumentSchemas.Fields(enrolment), enrolment, secret);
    }

    /// <summary>A list of patents. It is public, so its root is the list's own and takes no salt.</summary>
    public static SaltedDocument Patents(IReadOnlyList<Patent> patents) => new(
        PatentsKind,
        PatentList.Root(patents),
        DocumentVault.Random(),
        JsonSerializer.SerializeToUtf8Bytes(patents.Select(patent => JsonElement.Parse(ActJson.Message(patent)))));

    /// <summary>The patents behind a root; null where they are not held.</summary>
    public static IReadOnlyList<Patent>? OpenPatents(DocumentVault vault, IStoreReader reader, Hash32 root) =>
        vault.Open<List<JsonElement>>(reader, root) is { } patents ? [.. patents.Select(patent => TypedDataJson.ReadMessage<Patent>(patent))] : null;

    private static SaltedDocument Text(string kind, DocumentSchema schema, string text, Hash32 secret)
    {
        var document = new TextDocument(text);
        return Salted(kind, schema, DocumentSchemas.Fields(document), document, secret);
    }

    private static SaltedDocument Salted<T>(string kind, DocumentSchema schema, ImmutableArray<FieldValue> fields, T document, Hash32 secret)
    {
        if (fields.Where((field, i) => !schema.Takes(i, field)).Any())
        {
            throw new FormatException($"The document does not fit the schema {schema}.");
        }

        var tree = new DisclosureTree(schema, fields, Hash32.Bytes(in secret));
        return new SaltedDocument(kind, tree.Root, secret, JsonSerializer.SerializeToUtf8Bytes(document, LedgerJson.Options));
    }
}

/// <summary>A document of one text.</summary>
internal sealed record TextDocument(string Text);
