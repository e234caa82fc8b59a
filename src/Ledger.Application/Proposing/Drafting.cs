// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>Makes whole acts out of what a proposer gives: heads, salts, deadlines, addresses and roots are filled in.</summary>
internal sealed class Drafting(LedgerContext context)
{
    private readonly RevisionDrafting _revisions = new(context);

    /// <summary>The act and its documents, or what is wrong with the request.</summary>
    /// <param name="logKey">The log key of a new pool whose charter leaves it out.</param>
    public Outcome<ProposalDraft> Draft(Known known, ActKind kind, JsonElement message, ProposalDocuments? documents, Address? logKey)
    {
        try
        {
            List<SaltedDocument> kept = [];
            var fills = Fills(kind);
            if (logKey is { } key)
            {
                fills["logKey"] = key;
            }

            if (AddDocuments(kind, message, documents, fills, kept) is { } refusal)
            {
                return refusal;
            }

            var act = ActMessage.Complete(kind, message, fills);
            if (act is ScheduleRevision revision)
            {
                var list = _revisions.Compose(known, revision, documents?.Delist ?? []);
                if (!list.IsDone)
                {
                    return list.Refusal;
                }

                fills["revision"] = (ulong)known.Schedule(revision.Pool, revision.Schedule).Revisions.Count + 1;
                AddPatents(list.Value, fills, kept);
            }

            fills["previous"] = ActRules.Head(known, act);
            act = ActMessage.Complete(kind, message, fills);
            if (act is VoidAct undo)
            {
                if (known.Store.Proposals.FindByAct(undo.Voided) is not { } voided)
                {
                    return new ActUnknown(undo.Voided);
                }

                act = undo with { Target = ProposalBody.Read(voided.Body).Target };
            }

            var text = Encoding.UTF8.GetString(ActJson.Message(act));
            if (kept.Find(document => !text.Contains(document.Root.ToString(), StringComparison.Ordinal)) is { } other)
            {
                return new DocumentInvalid(other.Kind, "the message gives another root");
            }

            return new ProposalDraft(act, kept);
        }
        catch (FormatException wrong)
        {
            return new MessageInvalid(wrong.Message);
        }
    }

    /// <summary>Values for fields that a message may leave out. Heads and roots of documents come later.</summary>
    private Dictionary<string, object> Fills(ActKind kind)
    {
        var fills = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["salt"] = DocumentVault.Random(),
            ["expiresAt"] = context.Now + (ulong)context.Options.ProposalLifetimeSeconds,
            ["previous"] = Hash32.Zero,
        };
        switch (kind)
        {
            case ActKind.PartyOpening:
                fills["guardian"] = Address.Zero;
                fills["profileRoot"] = Hash32.Zero;
                break;
            case ActKind.KeyAdmission:
                fills["validUntil"] = 0UL;
                break;
            case ActKind.PoolCharter:
                fills["founders"] = Array.Empty<Hash32>();
                fills["quorumPerMille"] = 0UL;
                fills["policy"] = Hash32.Zero;
                fills["policyCodeHash"] = Hash32.Zero;
                fills["chainId"] = context.Contracts.ChainId;
                fills["parties"] = context.Contracts.Parties;
                fills["pools"] = context.Contracts.Pools;
                fills["licenses"] = context.Contracts.Licenses;
                fills["usageLog"] = context.Contracts.UsageLog;
                fills["charterRoot"] = Hash32.Zero;
                break;
            case ActKind.ScheduleRevision:
                fills["contributions"] = Array.Empty<Hash32>();
                fills["revision"] = 0UL;
                fills["root"] = Hash32.Zero;
                fills["count"] = 0UL;
                break;
            case ActKind.LicenseGrant:
                fills["endsAt"] = 0UL;
                fills["termsRoot"] = Hash32.Zero;
                break;
            case ActKind.Termination:
                fills["reasonRoot"] = Hash32.Zero;
                break;
            default:
                break;
        }

        return fills;
    }

    private static Refusal? AddDocuments(
        ActKind kind, JsonElement message, ProposalDocuments? documents, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        switch (kind, documents)
        {
            case (_, null):
                break;
            case (ActKind.PartyOpening, { Profile: { } profile }):
                Add(DocumentRoots.Profile(profile, DocumentVault.Random()), "profileRoot", fills, kept);
                break;
            case (ActKind.PoolCharter, { Profile: { } profile }):
                Add(DocumentRoots.Profile(profile, DocumentVault.Random()), "charterRoot", fills, kept);
                break;
            case (ActKind.LicenseGrant, { Terms: { } terms }):
                var salted = DocumentRoots.Terms(terms, DocumentVault.Random());
                if (!salted.IsDone)
                {
                    return salted.Refusal;
                }

                Add(salted.Value, "termsRoot", fills, kept);
                break;
            case (ActKind.Termination, { Reason: { } reason }):
                Add(DocumentRoots.Reason(reason, DocumentVault.Random()), "reasonRoot", fills, kept);
                break;
            case (ActKind.Contribution, { Patents: { } patents }):
                return AddContributed(message, patents, fills, kept);
            case (ActKind.ScheduleRevision, { Delist: not null, Patents: null }):
                break; // the list is put together once the act is read
            default:
                return new DocumentInvalid("documents", $"nothing of the kind comes with a {kind}");
        }

        return null;
    }

    private static void Add(SaltedDocument document, string field, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        fills[field] = document.Root;
        kept.Add(document);
    }

    private static Refusal? AddContributed(
        JsonElement message, IReadOnlyList<JsonElement> given, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        JsonElement? holder = message.ValueKind is JsonValueKind.Object && message.TryGetProperty("holder", out var named) ? named : null;
        List<Patent> patents =
        [
            .. given.Select((patent, i) => PatentJson.Read(patent, holder, $"/documents/patents/{i}")).Order(Comparer<Patent>.Create(PatentList.Compare)),
        ];
        AddPatents(patents, fills, kept);
        return Hash32.TryParse(holder is { ValueKind: JsonValueKind.String } text ? text.GetString() : null, out var party)
            ? PatentDecision.Decide(new PartyId(party), patents).Refusal
            : null; // the strict reader says what is wrong with the holder
    }

    private static void AddPatents(IReadOnlyList<Patent> patents, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        Add(DocumentRoots.Patents(patents), "root", fills, kept);
        fills["count"] = (ulong)patents.Count;
    }
}
