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
    /// <param name="act">Any act but a change of administrator, a revision, a contribution and a checkpoint.</param>
    /// <param name="signatures">In the order of its signers, the voters' last.</param>
    /// <param name="voters">The members that vote on it; empty where nobody votes.</param>
    /// <exception cref="ArgumentException">The act comes with more than its signatures, or is no call of its own.</exception>
    public static TransactionIntent Of(LedgerContracts contracts, IAct act, SignatureRun signatures, VoterList voters = default) => new(act.ActId, contracts.AddressOf(act.Contract), act switch
    {
        PartyOpening opening => PartiesContract.Open(opening, signatures),
        KeyAdmission admission => PartiesContract.AdmitKey(admission, signatures),
        KeyRetirement retirement => PartiesContract.RetireKey(retirement, signatures),
        KeyCompromise compromise => PartiesContract.CompromiseKey(compromise, signatures),
        RecoveryStart start => PartiesContract.StartRecovery(start, signatures),
        RecoveryCancellation cancellation => PartiesContract.CancelRecovery(cancellation, signatures),
        RecoveryCompletion completion => PartiesContract.CompleteRecovery(completion, signatures),
        PoolCharter charter => PoolsContract.Form(charter, signatures),
        Admission admission => PoolsContract.Admit(admission, voters.ToHashes(), signatures),
        Departure departure => PoolsContract.Depart(departure, signatures),
        Removal removal => PoolsContract.Remove(removal, voters.ToHashes(), signatures),
        Succession succession => PoolsContract.Succeed(succession, voters.ToHashes(), signatures),
        Enrolment enrolment => PoolsContract.Enrol(enrolment, signatures),
        PolicyChange change => PoolsContract.ChangePolicy(change, voters.ToHashes(), signatures),
        LogKeyChange change => PoolsContract.ChangeLogKey(change, voters.ToHashes(), signatures),
        LicenseGrant grant => LicensesContract.Grant(grant, signatures),
        Sublicense sublicense => LicensesContract.Sublicense(sublicense, signatures),
        AttestedImport import => LicensesContract.ImportAttested(import, signatures),
        CounterSignature counterSignature => LicensesContract.CounterSign(counterSignature, signatures),
        Amendment amendment => LicensesContract.Amend(amendment, signatures),
        Suspension suspension => LicensesContract.Suspend(suspension, signatures),
        Reinstatement reinstatement => LicensesContract.Reinstate(reinstatement, signatures),
        Assignment assignment => LicensesContract.Assign(assignment, signatures),
        Termination termination => LicensesContract.Terminate(termination, signatures),
        VoidAct voided => PartiesContract.VoidAct(voided, signatures),
        _ => throw new ArgumentException($"{act.Kind} is not called with its signatures alone.", nameof(act)),
    });

    /// <summary>The call of a change of administrator, which comes with the pool's charter: its founders may have to sign.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="change">The change.</param>
    /// <param name="charter">The pool's charter.</param>
    /// <param name="signatures">In the order of its signers, the voters' last.</param>
    /// <param name="voters">The members that vote on it; empty where the founders sign.</param>
    public static TransactionIntent ChangeAdministrator(
        LedgerContracts contracts, AdministratorChange change, PoolCharter charter, SignatureRun signatures, VoterList voters) =>
        new(change.ActId, contracts.Pools, PoolsContract.ChangeAdministrator(change, charter, voters.ToHashes(), signatures));

    /// <summary>The call of a schedule's revision.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="signatures">The administrator's, and then the voters'.</param>
    /// <param name="voters">The members that vote on it; empty where nobody votes.</param>
    /// <param name="contributions">Those that the revision names, in its order.</param>
    /// <param name="contributionSignatures">The holders', in the same order.</param>
    public static TransactionIntent Revise(
        LedgerContracts contracts, ScheduleRevision revision, SignatureRun signatures, VoterList voters,
        IReadOnlyList<Contribution> contributions, SignatureRun contributionSignatures) =>
        new(revision.ActId, contracts.Pools, PoolsContract.Revise(revision, voters.ToHashes(), signatures, contributions, contributionSignatures));

    /// <summary>The call of a checkpoint.</summary>
    /// <param name="contracts">The deployment.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="consistencyProof">From the last checkpoint to this one; empty for the first.</param>
    /// <param name="signature">The log key's.</param>
    public static TransactionIntent Anchor(LedgerContracts contracts, Checkpoint checkpoint, ReadOnlySpan<Hash32> consistencyProof, Signature signature) =>
        new(checkpoint.ActId, contracts.UsageLog, UsageLogContract.Anchor(checkpoint, consistencyProof, signature.ToArray()));
}
