// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Pools;
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

            if (DraftDocuments.Add(kind, message, documents, fills, kept) is { } refusal)
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

            Adopt(known, act, fills, kept);
            act = ActMessage.Complete(kind, message, fills);
            if (act is VoidAct undo)
            {
                if (known.Store.Proposals.FindByAct(undo.Voided) is not { } voided)
                {
                    return new ActUnknown(undo.Voided);
                }

                act = undo with { Target = ProposalBody.Read(voided.Body).Target };
            }

            if (act is Sublicense sublicense && ExceedsParent(known, sublicense, documents) is { } exceeds)
            {
                return exceeds;
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

    /// <summary>What the present state of its subjects fills in: heads, epochs, and what an amendment leaves as it is.</summary>
    private static void Adopt(Known known, IAct act, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        var heads = ActContext.Heads(known, act);
        foreach (var (field, i) in ActJson.Fields(act.Kind).Where(field => field.Name.StartsWith("previous", StringComparison.Ordinal)).Select((field, i) => (field, i)))
        {
            fills[field.Name] = i < heads.Length ? known.Head(heads[i].Subject) : Hash32.Zero;
        }

        switch (act)
        {
            case LogKeyChange change:
                fills["epoch"] = known.Pool(change.Pool).Epoch + 1;
                break;
            case Amendment amendment when known.License(amendment.License) is { Latest: { } latest }:
                fills["schedule"] = latest.Schedule?.Value ?? Hash32.Zero;
                fills["endsAt"] = latest.EndsAt;
                fills["termsRoot"] = kept.Count > 0 ? kept[0].Root : latest.TermsRoot;
                break;
            default:
                break;
        }
    }

    /// <summary>What a sublicense's terms give that the parent's present terms do not; null where either's are not held here.</summary>
    private Refusal? ExceedsParent(Known known, Sublicense act, ProposalDocuments? documents) =>
        documents?.Terms is { } terms && known.License(act.Parent).Latest is { TermsRoot: var root }
        && DocumentRoots.OpenTerms(context.Documents, known.Store, root) is { } parent
            ? TermsDecision.DecideSublicense(terms.Deserialize<TermsDocument>(LedgerJson.Incoming)!.Terms(), parent).Refusal
            : null;

    /// <summary>Values for fields that a message may leave out. Heads and roots of documents come later.</summary>
    private Dictionary<string, object> Fills(ActKind kind)
    {
        var fills = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["salt"] = DocumentVault.Random(),
            ["expiresAt"] = context.Now + (ulong)context.Options.ProposalLifetimeSeconds,
        };
        foreach (var field in ActJson.Fields(kind).Where(field => IsOptional(kind, field.Name)))
        {
            fills[field.Name] = field.Type switch
            {
                "address" => Address.Zero,
                "bool" => false,
                "bytes32" => Hash32.Zero,
                "bytes32[]" => Array.Empty<Hash32>(),
                _ => 0UL,
            };
        }

        if (kind is ActKind.PoolCharter)
        {
            fills["chainId"] = context.Contracts.ChainId;
            fills["parties"] = context.Contracts.Parties;
            fills["pools"] = context.Contracts.Pools;
            fills["licenses"] = context.Contracts.Licenses;
            fills["usageLog"] = context.Contracts.UsageLog;
        }

        return fills;
    }

    /// <summary>What reads as "none", "not known", or is filled in from what is there, where a message leaves it out.</summary>
    private static bool IsOptional(ActKind kind, string field) => field is "guardian" or "validUntil" or "since" or "founders" or "quorumPerMille" or "policyCodeHash"
        or "codeHash" or "endsAt" or "epoch" or "lost" or "signedAt"
        || (kind is ActKind.ScheduleRevision && field is "contributions" or "revision" or "root" or "count")
        || (kind is ActKind.PoolCharter && field is "policy") || (kind is ActKind.Amendment && field is "schedule")
        || field.StartsWith("previous", StringComparison.Ordinal) || field.EndsWith("Root", StringComparison.Ordinal);

    internal static void AddPatents(IReadOnlyList<Patent> patents, Dictionary<string, object> fills, List<SaltedDocument> kept)
    {
        var list = DocumentRoots.Patents(patents);
        fills["root"] = list.Root;
        kept.Add(list);
        fills["count"] = (ulong)patents.Count;
    }
}
