// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>Acts that still collect signatures: one mechanism for every act, of one signer or of many.</summary>
public sealed class Proposals
{
    /// <summary>Fills in what the message leaves out, decides whether the act may be, and keeps it.</summary>
    public Task<Outcome<ProposalView>> CreateAsync(ProposalRequest request, string language, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>The proposal as it stands.</summary>
    public Task<Outcome<ProposalView>> GetAsync(Hash32 id, string language, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Adds a signature; the last one required makes the proposal ready and puts its intent in the outbox.</summary>
    public Task<Outcome<ProposalView>> SignAsync(Hash32 id, SignatureRequest request, string language, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Withdraws it here; a signature once given is taken back on chain by a proposal of kind Void.</summary>
    public Task<Outcome<ProposalView>> WithdrawAsync(Hash32 id, string language, CancellationToken cancellation) => throw new NotSupportedException();
}
