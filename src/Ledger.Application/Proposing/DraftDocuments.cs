// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Documents;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>The documents that come with a proposal: each fills the root that its act commits to it with.</summary>
internal static class DraftDocuments
{
    /// <summary>Adds every document given; one that does not go with the kind of act is refused.</summary>
    /// <exception cref="FormatException">A document is not of its schema.</exception>
    public static Refusal? Add(
        ActKind kind, JsonElement message, ProposalDocuments? documents, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        if (documents is null)
        {
            return null;
        }

        var secret = DocumentVault.Random;
        (string Name, bool IsGiven, string? Field, Func<Outcome<SaltedDocument>> Make)[] known =
        [
            ("profile", documents.Profile is not null, ProfileField(kind), () => DocumentRoots.Profile(documents.Profile!, secret())),
            ("terms", documents.Terms is not null, Has(kind, "termsRoot"), () => DocumentRoots.Terms(documents.Terms!.Value, secret())),
            ("reason", documents.Reason is not null, Has(kind, "reasonRoot"), () => DocumentRoots.Reason(documents.Reason!, secret())),
            ("enrolment", documents.Enrolment is not null, Has(kind, "enrolmentRoot"), () => DocumentRoots.Enrolment(documents.Enrolment!, secret())),
            ("evidence", documents.Evidence is not null, Has(kind, "evidenceRoot"), () => DocumentRoots.Evidence(documents.Evidence!, secret())),
            ("paper", documents.Paper is not null, Has(kind, "paperRoot"), () => DocumentRoots.Paper(documents.Paper!, secret())),
            ("policy", documents.Policy is not null, Has(kind, "policyRoot"), () => DocumentRoots.Policy(documents.Policy!, secret())),
            ("charter", documents.Charter is not null, Has(kind, "charterRoot") ?? Has(kind, "policyRoot"), () => DocumentRoots.Charter(documents.Charter!, secret())),
        ];
        foreach (var (name, _, field, make) in known.Where(document => document.IsGiven))
        {
            if (field is null)
            {
                return new DocumentInvalid(name, $"nothing of the kind comes with a {kind}");
            }

            var document = make();
            if (!document.IsDone)
            {
                return document.Refusal;
            }

            if (fills.TryGetValue(field, out var filled) && filled is Hash32 root && kept.Exists(other => other.Root == root))
            {
                return new DocumentInvalid(name, $"another document of the proposal fills {field}");
            }

            fills[field] = document.Value.Root;
            kept.Add(document.Value);
        }

        return Charter(kind, message, documents, fills) ?? Patents(kind, message, documents, fills, kept);
    }

    /// <summary>The charter's text is changed by its own policy, which is named where the message leaves it out, and by no other.</summary>
    private static DocumentInvalid? Charter(ActKind kind, JsonElement message, ProposalDocuments documents, Dictionary<string, object> fills)
    {
        if (kind is not ActKind.PolicyChange)
        {
            return null;
        }

        var named = message.ValueKind is JsonValueKind.Object && message.TryGetProperty("policy", out var policy) && policy.ValueKind is JsonValueKind.String
            && Hash32.TryParse(policy.GetString(), out var id) ? id : (Hash32?)null;
        if (documents.Charter is not null)
        {
            fills["policy"] = CharterTerms.Policy;
        }

        return documents.Charter is not null && named is { } other && other != CharterTerms.Policy
                ? new DocumentInvalid("charter", $"the charter's text is changed by policy {CharterTerms.Policy}, not by {other}")
            : documents.Policy is not null && named == CharterTerms.Policy
                ? new DocumentInvalid("policy", "this policy's text is the pool's charter: it comes as the document charter")
            : null;
    }

    private static Refusal? Patents(
        ActKind kind, JsonElement message, ProposalDocuments documents, Dictionary<string, object> fills, List<SaltedDocument> kept) => (kind, documents) switch
    {
        (ActKind.Contribution, { Patents: { } patents, Delist: null }) => AddContributed(message, patents, fills, kept),
        (ActKind.ScheduleRevision, { Patents: null }) => null, // the list is put together once the act is read
        (_, { Patents: null, Delist: null }) => null,
        _ => new DocumentInvalid(documents.Patents is null ? "delist" : "patents", $"nothing of the kind comes with a {kind}"),
    };

    private static Refusal? AddContributed(
        JsonElement message, IReadOnlyList<JsonElement> given, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        JsonElement? holder = message.ValueKind is JsonValueKind.Object && message.TryGetProperty("holder", out var named) ? named : null;
        List<Patent> patents =
        [
            .. given.Select((patent, i) => PatentJson.Read(patent, holder, $"/documents/patents/{i}")).Order(Comparer<Patent>.Create(PatentList.Compare)),
        ];
        Drafting.AddPatents(patents, fills, kept);
        return Hash32.TryParse(holder is { ValueKind: JsonValueKind.String } text ? text.GetString() : null, out var party)
            ? PatentDecision.Decide(new PartyId(party), patents).Refusal
            : null; // the strict reader says what is wrong with the holder
    }

    private static string? ProfileField(ActKind kind) => Has(kind, "profileRoot") ?? Has(kind, "charterRoot");

    /// <summary>The root's field where the act has it; null where it does not.</summary>
    private static string? Has(ActKind kind, string field) =>
        Core.ActJson.Fields(kind).Any(one => string.Equals(one.Name, field, StringComparison.Ordinal)) ? field : null;
}
