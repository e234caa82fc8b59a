// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Events;

/// <summary>The first topic of each event that a license's evidence holds: keccak256 of its signature.</summary>
public static class EventTopics
{
    public static Hash32 PartyOpened { get; } = Of<PartyOpening>("PartyOpened(bytes32,{0},bytes)");

    public static Hash32 PoolFormed { get; } = Of<PoolCharter>("PoolFormed(bytes32,{0},bytes)");

    public static Hash32 KeyAdmitted { get; } = Of<KeyAdmission>("KeyAdmitted(bytes32,bytes32,{0},bytes)");

    public static Hash32 KeyRetired { get; } = Of<KeyRetirement>("KeyRetired(bytes32,bytes32,{0},bytes)");

    public static Hash32 KeyCompromised { get; } = Of<KeyCompromise>("KeyCompromised(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseCounterSigned { get; } = Of<CounterSignature>("LicenseCounterSigned(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseAmended { get; } = Of<Amendment>("LicenseAmended(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseSuspended { get; } = Of<Suspension>("LicenseSuspended(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseReinstated { get; } = Of<Reinstatement>("LicenseReinstated(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseTerminated { get; } = Of<Termination>("LicenseTerminated(bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseGranted { get; } = Of<LicenseGrant>("LicenseGranted(bytes32,bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseSublicensed { get; } = Of<Sublicense>("LicenseSublicensed(bytes32,bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseImported { get; } = Of<AttestedImport>("LicenseImported(bytes32,bytes32,bytes32,{0},bytes)");

    public static Hash32 LicenseAssigned { get; } = Of<Assignment>("LicenseAssigned(bytes32,bytes32,bytes32,{0},bytes)");

    public static Hash32 RecoveryCompleted { get; } = Of<RecoveryCompletion>("RecoveryCompleted(bytes32,bytes32,address,{0},bytes)");

    public static Hash32 AdministratorChanged { get; } = Of<AdministratorChange>("AdministratorChanged(bytes32,bytes32,bytes32,{0},bytes32[],bytes)");

    public static Hash32 PolicyChanged { get; } = Of<PolicyChange>("PolicyChanged(bytes32,bytes32,bytes32,{0},bytes32[],bytes)");

    public static Hash32 LogKeyChanged { get; } = Of<LogKeyChange>("LogKeyChanged(bytes32,bytes32,{0},bytes32[],bytes)");

    public static Hash32 ScheduleRevised { get; } =
        Hash(Fill<Contribution>(Fill<ScheduleRevision>("ScheduleRevised(bytes32,bytes32,bytes32,{0},bytes32[],bytes,{1}[],bytes)", "{0}"), "{1}"));

    public static Hash32 CheckpointAnchored { get; } = Hash("CheckpointAnchored(bytes32,uint64,uint64,uint64,bytes32,bytes)");

    public static Hash32 Lodged { get; } = Hash("Lodged(bytes32,bytes32)");

    /// <summary>An act in an event is the tuple of its fields' types.</summary>
    private static Hash32 Of<TAct>(string signature)
        where TAct : ITypedStruct<TAct> =>
        Hash(Fill<TAct>(signature, "{0}"));

    private static string Fill<TAct>(string signature, string place)
        where TAct : ITypedStruct<TAct> =>
        signature.Replace(place, "(" + string.Join(',', Eip712.Fields<TAct>().Select(field => field.Type)) + ")", StringComparison.Ordinal);

    private static Hash32 Hash(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature));
}
