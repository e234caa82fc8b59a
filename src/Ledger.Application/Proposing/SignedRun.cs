// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>The signatures collected for an act, in the order in which the contract takes them.</summary>
internal sealed class SignedRun
{
    private readonly int _threshold;
    private readonly int _fixed;

    /// <param name="known">What is known now: who is a member, and who took its vote back.</param>
    /// <param name="act">The act.</param>
    /// <param name="fixedCount">How many signers it names.</param>
    /// <param name="quorum">Who may vote; null where nobody does.</param>
    /// <param name="given">What was collected: the named signers by position, the voters behind them as they came.</param>
    public SignedRun(Known known, IAct act, int fixedCount, Quorum? quorum, IReadOnlyList<ProposalSignatureRow> given)
    {
        var named = given.Where(signature => signature.Position < fixedCount).OrderBy(signature => signature.Position).ToList();
        var votes = given
            .Where(signature => signature.Position >= fixedCount && quorum?.Members.Contains(new PartyId(signature.Party)) == true
                && !known.Party(new PartyId(signature.Party)).HasVoided(act.Contract, act.ActId))
            .OrderBy(signature => signature.Party)
            .ToList();
        (_fixed, _threshold) = (fixedCount - named.Count, quorum?.Threshold ?? 0);
        Voters = [.. votes.Select(vote => new PartyId(vote.Party))];
        Signatures = new SignatureRun([.. named.Concat(votes).SelectMany(signature => signature.Signature)]);
    }

    /// <summary>Who votes, in ascending order.</summary>
    public VoterList Voters { get; }

    /// <summary>The named signers' signatures, and then the voters'.</summary>
    public SignatureRun Signatures { get; }

    /// <summary>Whether every named signer signed, and as many members as the quorum.</summary>
    public bool IsWhole => _fixed == 0 && Voters.Count >= _threshold;
}
