// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Upkeep;

/// <summary>A root that an act on chain commits to.</summary>
internal sealed record CommittedRoot(Hash32 Root, IAct Act, string Field, ulong Block);

/// <summary>Finds the roots of documents in acts: every 32-byte field called <c>root</c> or <c>…Root</c>, but a checkpoint's.</summary>
internal static class CommittedRoots
{
    private const int Batch = 1_000;

    /// <summary>The roots of all acts of the present chain, in its order.</summary>
    public static IEnumerable<CommittedRoot> All(Known known)
    {
        for (var page = known.Store.Facts.After(0, Batch); page.Count > 0; page = known.Store.Facts.After(page[^1].Seq, Batch))
        {
            foreach (var row in page.Where(row => !UnknownEvents.Is(row.Kind)))
            {
                foreach (var root in known.Decode(row) is Fact fact ? Of(fact) : [])
                {
                    yield return root;
                }
            }
        }
    }

    /// <summary>The roots of one fact: of its act, and of the contributions that came with it.</summary>
    public static IEnumerable<CommittedRoot> Of(Fact fact) =>
        Of(fact.Recorded, fact.At).Concat(fact is ScheduleRevised revised ? revised.Contributions.SelectMany(act => Of(act, fact.At)) : []);

    /// <summary>The roots of an act that need not be recorded.</summary>
    public static IEnumerable<CommittedRoot> Of(IAct act, FactPosition at = default)
    {
        if (act.Kind is ActKind.Checkpoint)
        {
            yield break;
        }

        var fields = ActJson.Fields(act.Kind).Where(field => field.Type is "bytes32" && (field.Name is "root" || field.Name.EndsWith("Root", StringComparison.Ordinal))).ToList();
        var message = fields.Count == 0 ? default : JsonElement.Parse(ActJson.Message(act));
        foreach (var field in fields)
        {
            if (Hash32.TryParse(message.GetProperty(field.Name).GetString(), out var root) && !root.IsZero)
            {
                yield return new CommittedRoot(root, act, field.Name, at.Block.Number);
            }
        }
    }
}
