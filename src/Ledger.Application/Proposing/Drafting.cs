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
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Proposing;

/// <summary>Makes whole acts out of what a proposer gives: heads, salts, deadlines, addresses and roots are filled in.</summary>
internal sealed class Drafting(LedgerContext context)
{
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

            if (AddDocuments(kind, documents, fills, kept) is { } refusal)
            {
                return refusal;
            }

            var act = ActMessage.Complete(kind, message, fills);
            if (act is ScheduleRevision revision)
            {
                if (Patents(known, revision) is not { } patents)
                {
                    return new ContributionUnknown(revision.Contributions is [var first, ..] ? first : default);
                }

                fills["revision"] = (ulong)known.Schedule(revision.Pool, revision.Schedule).Revisions.Count + 1;
                AddPatents(patents, fills, kept);
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
        ActKind kind, ProposalDocuments? documents, Dictionary<string, object> fills, List<SaltedDocument> kept)
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
                AddPatents([.. patents.Select(patent => TypedDataJson.ReadMessage<Patent>(patent))], fills, kept);
                break;
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

    private static void AddPatents(List<Patent> patents, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        var list = DocumentRoots.Patents([.. patents.Order(Comparer<Patent>.Create(PatentList.Compare))]);
        Add(list, "root", fills, kept);
        fills["count"] = (ulong)patents.Count;
    }

    /// <summary>The patents of the next revision: those of the last one and all contributed ones.</summary>
    private List<Patent>? Patents(Known known, ScheduleRevision revision)
    {
        List<Patent> patents = [];
        if (known.Schedule(revision.Pool, revision.Schedule).Latest is { Act.Root: var last })
        {
            patents.AddRange(DocumentRoots.OpenPatents(context.Documents, known.Store, last) ?? []);
        }

        if (ActRules.Contributions(known, revision) is not { } contributions)
        {
            return null;
        }

        foreach (var (contribution, _) in contributions)
        {
            if (DocumentRoots.OpenPatents(context.Documents, known.Store, contribution.Root) is not { } contributed)
            {
                return null;
            }

            patents.AddRange(contributed);
        }

        return patents;
    }
}
