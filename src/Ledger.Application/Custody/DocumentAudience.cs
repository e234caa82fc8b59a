// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Proposing;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Store.Documents;

namespace Ledger.Application.Custody;

/// <summary>Who has to do with a document: the parties of the acts that commit to it, and the pools that those acts belong to.</summary>
/// <param name="Parties">Proposers and signers of the acts, and the party that an opening makes.</param>
/// <param name="Pools">The acts' pools, whose administrators read along.</param>
/// <param name="Own">The party that the document is about, where it is about one alone.</param>
/// <param name="IsPublic">A list of patents or a pool's charter, which anybody may read and nobody erases: deadlines of others hang on its rules.</param>
internal sealed record DocumentAudience(IReadOnlySet<Hash32> Parties, IReadOnlySet<Hash32> Pools, Hash32? Own, bool IsPublic)
{
    public static DocumentAudience Of(Known known, DocumentRow document)
    {
        HashSet<Hash32> parties = [], pools = [];
        Hash32? own = null;
        foreach (var act in known.Store.Custody.ActsOf(document.Id))
        {
            if (known.Store.Proposals.Find(act) is not { } row)
            {
                continue;
            }

            var body = ProposalBody.Read(row.Body);
            parties.UnionWith(body.Required.Select(signer => signer.Party).Append(body.Proposer).OfType<Hash32>());
            if (body.Kind is ActKind.PartyOpening)
            {
                parties.Add(act);
                own = act;
            }

            if (body.Kind is ActKind.PoolCharter)
            {
                pools.Add(act);
            }
            else if (row.Pool is { } pool)
            {
                pools.Add(pool);
            }
        }

        return new DocumentAudience(parties, pools, own, document.Kind is DocumentRoots.PatentsKind or DocumentRoots.CharterKind);
    }

    /// <summary>The operator reads none: he is no party.</summary>
    public bool Reads(Known known, Caller caller) => !caller.IsOperator
        && (IsPublic || caller.IsHost || Parties.Any(party => caller.Is(party))
            || Pools.Any(pool => ReadingRights.Acts(known, caller, pool, PoolRole.Administrator)));

    /// <summary>Whether a dispute team may hold it: of one of its pools, or of one where the party has a membership or a license.</summary>
    public bool Holds(Known known, Caller caller) => Pools.Concat(Own is { } party ? PoolsOf(known, caller, new PartyId(party)) : [])
        .Any(pool => ReadingRights.Acts(known, caller, pool, PoolRole.Dispute));

    /// <summary>Whether the party may have it erased: its own; what a pool keeps, its administrator.</summary>
    public bool MayErase(Known known, PartyId party) => Own == party.Value
        || Pools.Any(pool => ReadingRights.Holds(known, party, new PoolId(pool), PoolRole.Administrator));

    private static IEnumerable<Hash32> PoolsOf(Known known, Caller caller, PartyId party) => caller.Roles.Keys
        .Where(pool => known.Pool(pool).IsMember(party) || known.File(pool, party).Arrivals.Count > 0)
        .Select(pool => pool.Value);
}
