// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>Acts with their signatures as calls to the contracts. The intent's id is the act's: recorded once, it cannot be again.</summary>
public static class ActCalls
{
    /// <summary>The call of an act that needs nothing beside its signatures.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="act">Any act but a revision, a contribution and a checkpoint.</param>
    /// <param name="signatures">In the order of its signers.</param>
    /// <exception cref="ArgumentException">The act comes with more than its signatures, or is no call of its own.</exception>
    public static TransactionIntent Of(LedgerContracts contracts, IAct act, SignatureRun signatures) => new(act.ActId, contracts.AddressOf(act.Contract), act switch
    {
        PartyOpening opening => PartiesContract.Open(opening, signatures),
        KeyAdmission admission => PartiesContract.AdmitKey(admission, signatures),
        KeyRetirement retirement => PartiesContract.RetireKey(retirement, signatures),
        PoolCharter charter => PoolsContract.Form(charter, signatures),
        Admission admission => PoolsContract.Admit(admission, signatures),
        LicenseGrant grant => LicensesContract.Grant(grant, signatures),
        Termination termination => LicensesContract.Terminate(termination, signatures),
        VoidAct voided => PartiesContract.VoidAct(voided, signatures),
        _ => throw new ArgumentException($"{act.Kind} is not called with its signatures alone.", nameof(act)),
    });

    /// <summary>The call of a schedule's revision.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="signatures">The administrator's.</param>
    /// <param name="contributions">Those that the revision names, in its order.</param>
    /// <param name="contributionSignatures">The holders', in the same order.</param>
    public static TransactionIntent Revise(
        LedgerContracts contracts, ScheduleRevision revision, SignatureRun signatures,
        IReadOnlyList<Contribution> contributions, SignatureRun contributionSignatures) =>
        new(revision.ActId, contracts.Pools, PoolsContract.Revise(revision, signatures, contributions, contributionSignatures));

    /// <summary>The call of a checkpoint.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="consistencyProof">From the last checkpoint to this one; empty for the first.</param>
    /// <param name="signature">The log key's.</param>
    public static TransactionIntent Anchor(LedgerContracts contracts, Checkpoint checkpoint, ReadOnlySpan<Hash32> consistencyProof, Signature signature) =>
        new(checkpoint.ActId, contracts.UsageLog, UsageLogContract.Anchor(checkpoint, consistencyProof, signature.ToArray()));
}
