// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Proposals;

public interface IProposalReader
{
    ProposalRow? Find(Hash32 id);

    /// <summary>Whether nothing was ever proposed here.</summary>
    bool IsEmpty { get; }

    ProposalRow? FindByAct(Hash32 actId);

    /// <summary>Proposals on a subject that are collecting, ready or submitted, oldest first.</summary>
    IReadOnlyList<ProposalRow> OpenOn(Hash32 subject);

    /// <summary>Open proposals (collecting, ready, submitted) whose expiry lies before <paramref name="time"/>, UTC seconds.</summary>
    IReadOnlyList<ProposalRow> ExpiredBefore(ulong time, int limit);

    IReadOnlyList<ProposalRow> InState(ProposalState state, int limit);

    IReadOnlyList<ProposalRow> List(long afterSeq, int limit);

    /// <summary>Signatures by <see cref="ProposalSignatureRow.Position"/>.</summary>
    IReadOnlyList<ProposalSignatureRow> Signatures(Hash32 proposal);
}

public interface IProposalWriter : IProposalReader
{
    /// <summary>Takes a proposal; returns its number. An id that is here already is an <see cref="InvalidOperationException"/>.</summary>
    long Add(ProposalRow proposal);

    /// <summary>Keeps a signature; false if that position is taken (the first one stays).</summary>
    bool TrySign(Hash32 proposal, ProposalSignatureRow signature);

    /// <summary>Moves the state, and notes the operation once there is one.</summary>
    void Move(Hash32 proposal, ProposalState to, Hash32? operation = null);

    /// <summary>Replaces what the use case keeps with it.</summary>
    void Rewrite(Hash32 proposal, byte[] body);
}
