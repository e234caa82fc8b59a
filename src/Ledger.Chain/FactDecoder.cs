// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
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
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain;

/// <summary>Turns the contracts' events into facts.</summary>
public static class FactDecoder
{
    private delegate ChainEvent? Read(ContractName from, FactPosition at, LogEntry log);

    private static readonly FrozenDictionary<(ContractName, Hash32), Read> Events = new Dictionary<(ContractName, Hash32), Read>
    {
        [(ContractName.Parties, PartiesContract.PartyOpenedTopic)] = static (_, at, log) =>
            PartiesContract.ReadPartyOpened(log) is var e && e.Act.ActId == e.Id ? new PartyOpened(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.KeyAdmittedTopic)] = static (_, at, log) =>
            PartiesContract.ReadKeyAdmitted(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new KeyAdmitted(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.KeyRetiredTopic)] = static (_, at, log) =>
            PartiesContract.ReadKeyRetired(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new KeyRetired(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.KeyCompromisedTopic)] = static (_, at, log) =>
            PartiesContract.ReadKeyCompromised(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new KeyCompromised(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.RecoveryStartedTopic)] = static (_, at, log) =>
            PartiesContract.ReadRecoveryStarted(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new RecoveryStarted(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.RecoveryCancelledTopic)] = static (_, at, log) =>
            PartiesContract.ReadRecoveryCancelled(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new RecoveryCancelled(at, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.RecoveryCompletedTopic)] = static (_, at, log) =>
            PartiesContract.ReadRecoveryCompleted(log) is var e && e.Act.ActId == e.ActId && e.Act.Party == e.Party ? new RecoveryCompleted(at, e.NewKey, e.Act, e.Signatures) : null,
        [(ContractName.Parties, PartiesContract.ActVoidedTopic)] = ReadVoided,
        [(ContractName.Pools, PartiesContract.ActVoidedTopic)] = ReadVoided,
        [(ContractName.Licenses, PartiesContract.ActVoidedTopic)] = ReadVoided,
        [(ContractName.Pools, PoolsContract.PoolFormedTopic)] = static (_, at, log) =>
            PoolsContract.ReadPoolFormed(log) is var e && e.Act.ActId == e.Id ? new PoolFormed(at, e.Act, e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.MemberAdmittedTopic)] = static (_, at, log) =>
            PoolsContract.ReadMemberAdmitted(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Party) == (e.Pool, e.Party) ? new MemberAdmitted(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.MemberDepartedTopic)] = static (_, at, log) =>
            PoolsContract.ReadMemberDeparted(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Party) == (e.Pool, e.Party) ? new MemberDeparted(at, e.Act, e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.MemberRemovedTopic)] = static (_, at, log) =>
            PoolsContract.ReadMemberRemoved(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Party) == (e.Pool, e.Party) ? new MemberRemoved(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.MemberSucceededTopic)] = static (_, at, log) =>
            PoolsContract.ReadMemberSucceeded(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Party) == (e.Pool, e.Party) ? new MemberSucceeded(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.PartyEnrolledTopic)] = static (_, at, log) =>
            PoolsContract.ReadPartyEnrolled(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Party) == (e.Pool, e.Party) ? new PartyEnrolled(at, e.Act, e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.AdministratorChangedTopic)] = static (_, at, log) =>
            PoolsContract.ReadAdministratorChanged(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Administrator) == (e.Pool, e.Administrator) ? new AdministratorChanged(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.PolicyChangedTopic)] = static (_, at, log) =>
            PoolsContract.ReadPolicyChanged(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Policy) == (e.Pool, e.Policy) ? new PolicyChanged(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.LogKeyChangedTopic)] = static (_, at, log) =>
            PoolsContract.ReadLogKeyChanged(log) is var e && e.Act.ActId == e.ActId && e.Act.Pool == e.Pool ? new LogKeyChanged(at, e.Act, VoterList.Of(e.Voters), e.Signatures) : null,
        [(ContractName.Pools, PoolsContract.ScheduleRevisedTopic)] = static (_, at, log) =>
            PoolsContract.ReadScheduleRevised(log) is var e && e.Act.ActId == e.ActId && (e.Act.Pool, e.Act.Schedule) == (e.Pool, e.Schedule)
                ? new ScheduleRevised(
                    at, e.Act, VoterList.Of(e.Voters), e.Signatures, ImmutableArray.Create(e.Contributions), e.ContributionSignatures)
                : null,
        [(ContractName.Licenses, LicensesContract.LicenseGrantedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseGranted(log) is var e && e.Act.ActId == e.Id && (e.Act.Pool, e.Act.Licensee) == (e.Pool, e.Licensee) ? new LicenseGranted(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseImportedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseImported(log) is var e && e.Act.ActId == e.Id && (e.Act.Pool, e.Act.Licensee) == (e.Pool, e.Licensee) ? new LicenseImported(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseSublicensedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseSublicensed(log) is var e && e.Act.ActId == e.Id && e.Act.Sublicensee == e.Licensee ? new LicenseSublicensed(at, e.Pool, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseCounterSignedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseCounterSigned(log) is var e && e.Act.ActId == e.ActId && e.Act.License == e.License ? new LicenseCounterSigned(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseAmendedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseAmended(log) is var e && e.Act.ActId == e.ActId && e.Act.License == e.License ? new LicenseAmended(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseSuspendedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseSuspended(log) is var e && e.Act.ActId == e.ActId && e.Act.License == e.License ? new LicenseSuspended(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseReinstatedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseReinstated(log) is var e && e.Act.ActId == e.ActId && e.Act.License == e.License ? new LicenseReinstated(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseTerminatedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseTerminated(log) is var e && e.Act.ActId == e.ActId && e.Act.License == e.License ? new LicenseTerminated(at, e.Act, e.Signatures) : null,
        [(ContractName.Licenses, LicensesContract.LicenseAssignedTopic)] = static (_, at, log) =>
            LicensesContract.ReadLicenseAssigned(log) is var e && (e.Act.License, e.Act.Assignee) == (e.License, e.Licensee) ? new LicenseAssigned(at, e.Pool, e.Act, e.Signatures) : null,
        [(ContractName.UsageLog, UsageLogContract.CheckpointAnchoredTopic)] = static (_, at, log) =>
            UsageLogContract.ReadCheckpointAnchored(log) is var e
                ? new CheckpointAnchored(at, new Checkpoint(e.Pool, e.Epoch, e.Size, e.Root), e.OldSize, e.Signature) : null,
        [(ContractName.UsageLog, UsageLogContract.LodgedTopic)] = static (_, at, log) =>
            UsageLogContract.ReadLodged(log) is var e ? new Lodged(at, e.Pool, e.Digest) : null,
    }.ToFrozenDictionary();

    /// <summary>Decodes the log of one of the ledger's contracts; <paramref name="header"/> is that of its block.</summary>
    /// <inheritdoc cref="TryDecode(LedgerContracts, ulong, EventLog, out ChainEvent?)"/>
    public static bool TryDecode(LedgerContracts contracts, BlockHeader header, EventLog log, [NotNullWhen(true)] out ChainEvent? fact) =>
        TryDecode(contracts, header.Timestamp, log, out fact);

    /// <summary>Decodes the log of one of the ledger's contracts. Where it holds an act, that must hash to the id in its topics.</summary>
    /// <param name="contracts">The deployment; the same event from any other address is no fact.</param>
    /// <param name="time">The timestamp of the log's block, in UTC seconds.</param>
    /// <param name="log">The log.</param>
    /// <param name="fact">The fact, when it is one.</param>
    /// <returns>False for an event that this version does not know, or whose bytes are not what the event promises.</returns>
    public static bool TryDecode(LedgerContracts contracts, ulong time, EventLog log, [NotNullWhen(true)] out ChainEvent? fact)
    {
        fact = null;
        if (contracts.NameOf(log.Entry.Address) is { } name && log.Entry.Topics is [var topic, ..] && Events.TryGetValue((name, topic), out var read))
        {
            try
            {
                fact = read(name, new FactPosition(log.Block, time, log.Transaction, log.Index), log.Entry);
            }
            catch (FormatException)
            {
                return false;
            }
        }

        return fact is not null;
    }

    private static ActVoided ReadVoided(ContractName from, FactPosition at, LogEntry log)
    {
        var e = PartiesContract.ReadActVoided(log);
        return new ActVoided(at, new VoidAct(e.ActId, e.Party) { Target = from }, e.Signatures);
    }
}
