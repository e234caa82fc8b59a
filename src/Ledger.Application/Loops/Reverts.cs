// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Loops;

/// <summary>Why the contracts refused an act, in the domain's words where it has them.</summary>
internal static class Reverts
{
    /// <summary>From a simulation's revert data; or, where a block reverted it and kept no data, from the rules as they stand now.</summary>
    public static Refusal Explain(Known known, Hash32 intent, ReadOnlySpan<byte> revert, ulong now)
    {
        if (ContractError.TryDecode(revert, out var error))
        {
            return RevertRefusals.Of(error) ?? new ActReverted($"{error.Name}({string.Join(", ", error.Args.Select(arg => $"{arg.Key}: {arg.Value}"))})");
        }

        return known.Store.Proposals.FindByAct(intent) is { } proposal
            && ActRules.Decide(known, ProposalBody.Read(proposal.Body).Act(), known.NextTime(now)) is { } refusal
            ? refusal
            : new ActReverted(Hex.Encode(revert));
    }
}
