// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Application.Reading;

/// <summary>Shows facts, and the names that off-chain profiles give.</summary>
internal sealed class Presenter(LedgerContext context)
{
    private static readonly IReadOnlyDictionary<string, string> NoNames = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>An act as the chain recorded it, with the keys that its signatures recover to.</summary>
    public ActView Act(Known known, Fact fact)
    {
        var act = fact.Recorded;
        var domain = context.Contracts.Domain(act.Contract);
        return new ActView(
            act.Kind.ToString(),
            act.ActId,
            ActJson.TypedData(domain, act),
            Signatures(known, fact),
            Checkpoints.Recorded(known.Store, fact.At));
    }

    public IReadOnlyList<SignatureView> Signatures(Known known, Fact fact)
    {
        var act = fact.Recorded;
        var digest = act.Digest(context.Contracts.Domain(act.Contract));
        var required = ActContext.SignersOf(known, fact);
        List<SignatureView> signatures = [];
        for (var i = 0; i < fact.Signatures.Count; i++)
        {
            var signer = i < required.Length ? required[i] : null;
            var key = fact.Signatures.TryGet(i, out var signature) && Secp256k1.TryRecover(digest, signature, out var recovered) ? recovered : default;
            signatures.Add(new SignatureView(
                signer?.Party?.Value, key, ProposalPresenter.ScopeWord(signer?.Scope ?? KeyScopes.None), Hex.Encode(fact.Signatures[i])));
        }

        return signatures;
    }

    /// <summary>The names of a party; empty where no profile is held.</summary>
    public IReadOnlyDictionary<string, string> Names(Known known, PartyId party) =>
        known.Party(party).Opened is { } opened ? Profile(known, opened.Act.ProfileRoot)?.Names ?? NoNames : NoNames;

    public IReadOnlyDictionary<string, string> Names(Known known, PoolId pool) =>
        context.Charters.Words(known, known.Pool(pool))?.Names ?? NoNames;

    public PartyRefView Reference(Known known, PartyId party) => new(party.Value, Names(known, party));

    public ProfileDocument? Profile(Known known, Hash32 root) => context.Documents.Open<ProfileDocument>(known.Store, root);
}
