// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Events;

/// <summary>Reads the events of a license's evidence out of receipts' logs, by itself: a verifier asks no node.</summary>
/// <remarks>An event is read only if its indexed fields are those that follow from its act. A lodging has none: it is nothing but its indexed fields.</remarks>
public static class EventReader
{
    /// <summary>Reads one log; false when it is no event of these contracts that a license's evidence holds.</summary>
    public static bool TryRead(EvidenceDeployment deployment, LogEntry log, FactPosition at, [NotNullWhen(true)] out ChainEvent? found)
    {
        try
        {
            found = log.Topics is [var topic, ..] ? Read(topic, log, at) : null;
        }
        catch (FormatException)
        {
            found = null;
        }

        if (found is null || log.Address != deployment.AddressOf(ContractOf(found)) || !TopicsOf(found).AsSpan().SequenceEqual(log.Topics))
        {
            found = null;
        }

        return found is not null;
    }

    private static ContractName ContractOf(ChainEvent found) => found is Fact { Recorded.Contract: var contract } ? contract : ContractName.UsageLog;

    private static ChainEvent? Read(Hash32 topic, LogEntry log, FactPosition at) => topic switch
    {
        _ when topic == EventTopics.PartyOpened => Act<PartyOpening>(log, (act, signatures) => new PartyOpened(at, act, signatures)),
        _ when topic == EventTopics.PoolFormed => Act<PoolCharter>(log, (act, signatures) => new PoolFormed(at, act, signatures)),
        _ when topic == EventTopics.KeyAdmitted => Act<KeyAdmission>(log, (act, signatures) => new KeyAdmitted(at, act, signatures)),
        _ when topic == EventTopics.KeyRetired => Act<KeyRetirement>(log, (act, signatures) => new KeyRetired(at, act, signatures)),
        _ when topic == EventTopics.KeyCompromised => Act<KeyCompromise>(log, (act, signatures) => new KeyCompromised(at, act, signatures)),
        _ when topic == EventTopics.LicenseCounterSigned => Act<CounterSignature>(log, (act, signatures) => new LicenseCounterSigned(at, act, signatures)),
        _ when topic == EventTopics.LicenseAmended => Act<Amendment>(log, (act, signatures) => new LicenseAmended(at, act, signatures)),
        _ when topic == EventTopics.LicenseSuspended => Act<Suspension>(log, (act, signatures) => new LicenseSuspended(at, act, signatures)),
        _ when topic == EventTopics.LicenseReinstated => Act<Reinstatement>(log, (act, signatures) => new LicenseReinstated(at, act, signatures)),
        _ when topic == EventTopics.LicenseTerminated => Act<Termination>(log, (act, signatures) => new LicenseTerminated(at, act, signatures)),
        _ when topic == EventTopics.LicenseGranted => Act<LicenseGrant>(log, (act, signatures) => new LicenseGranted(at, act, signatures)),
        _ when topic == EventTopics.LicenseImported => Act<AttestedImport>(log, (act, signatures) => new LicenseImported(at, act, signatures)),
        _ when topic == EventTopics.LicenseSublicensed && log.Topics.Length == 4 =>
            Act<Sublicense>(log, (act, signatures) => new LicenseSublicensed(at, new PoolId(log.Topics[2]), act, signatures)),
        _ when topic == EventTopics.LicenseAssigned && log.Topics.Length == 4 =>
            Act<Assignment>(log, (act, signatures) => new LicenseAssigned(at, new PoolId(log.Topics[2]), act, signatures)),
        _ when topic == EventTopics.RecoveryCompleted => Recovery(log, at),
        _ when topic == EventTopics.AdministratorChanged =>
            Voted<AdministratorChange>(log, (act, voters, signatures) => new AdministratorChanged(at, act, voters, signatures)),
        _ when topic == EventTopics.PolicyChanged =>
            Voted<PolicyChange>(log, (act, voters, signatures) => new PolicyChanged(at, act, voters, signatures)),
        _ when topic == EventTopics.LogKeyChanged =>
            Voted<LogKeyChange>(log, (act, voters, signatures) => new LogKeyChanged(at, act, voters, signatures)),
        _ when topic == EventTopics.ScheduleRevised => Revision(log, at),
        _ when topic == EventTopics.CheckpointAnchored && log.Topics.Length == 3 => Checkpoint(log, at),
        _ when topic == EventTopics.Lodged && log is { Topics.Length: 3, Data.IsEmpty: true } => new Lodged(at, new PoolId(log.Topics[1]), log.Topics[2]),
        _ => null,
    };

    private static Fact Act<TAct>(LogEntry log, Func<TAct, SignatureRun, Fact> make)
        where TAct : ITypedStruct<TAct>
    {
        var reader = new AbiReader(log.Data.Span);
        var act = reader.Struct<TAct>("act");
        var signatures = new SignatureRun(reader.Bytes("signatures"));
        reader.End();
        return make(act, signatures);
    }

    private static RecoveryCompleted Recovery(LogEntry log, FactPosition at)
    {
        var reader = new AbiReader(log.Data.Span);
        var key = reader.Address("newKey");
        var act = reader.Struct<RecoveryCompletion>("act");
        var signatures = new SignatureRun(reader.Bytes("signatures"));
        reader.End();
        return new(at, key, act, signatures);
    }

    private static Fact Voted<TAct>(LogEntry log, Func<TAct, VoterList, SignatureRun, Fact> make)
        where TAct : ITypedStruct<TAct>
    {
        var reader = new AbiReader(log.Data.Span);
        var act = reader.Struct<TAct>("act");
        var voters = VoterList.Of(reader.Bytes32Array("voters"));
        var signatures = new SignatureRun(reader.Bytes("signatures"));
        reader.End();
        return make(act, voters, signatures);
    }

    private static ScheduleRevised Revision(LogEntry log, FactPosition at)
    {
        var reader = new AbiReader(log.Data.Span);
        var act = reader.Struct<ScheduleRevision>("act");
        var voters = VoterList.Of(reader.Bytes32Array("voters"));
        var signatures = new SignatureRun(reader.Bytes("signatures"));
        var contributions = ImmutableArray.Create(reader.StructArray<Contribution>("contributions"));
        var contributed = new SignatureRun(reader.Bytes("contributionSignatures"));
        reader.End();
        return new(at, act, voters, signatures, contributions, contributed);
    }

    private static CheckpointAnchored Checkpoint(LogEntry log, FactPosition at)
    {
        var reader = new AbiReader(log.Data.Span);
        var oldSize = reader.Uint64("oldSize");
        var size = reader.Uint64("size");
        var root = reader.Bytes32("root");
        var signature = new SignatureRun(reader.Bytes("signature"));
        reader.End();
        var epoch = BinaryPrimitives.ReadUInt64BigEndian(Hash32.Bytes(in log.Topics[2])[24..]);
        return new(at, new Checkpoint(new PoolId(log.Topics[1]), epoch, size, root), oldSize, signature);
    }

    private static Hash32[] TopicsOf(ChainEvent found) => found switch
    {
        PartyOpened opened => [EventTopics.PartyOpened, opened.Id.Value],
        KeyAdmitted { Act: var act } => [EventTopics.KeyAdmitted, act.Party.Value, act.ActId],
        KeyRetired { Act: var act } => [EventTopics.KeyRetired, act.Party.Value, act.ActId],
        KeyCompromised { Act: var act } => [EventTopics.KeyCompromised, act.Party.Value, act.ActId],
        RecoveryCompleted { Act: var act } => [EventTopics.RecoveryCompleted, act.Party.Value, act.ActId],
        PoolFormed formed => [EventTopics.PoolFormed, formed.Id.Value],
        AdministratorChanged { Act: var act } => [EventTopics.AdministratorChanged, act.Pool.Value, act.Administrator.Value, act.ActId],
        LicenseGranted { Act: var act } => [EventTopics.LicenseGranted, act.Id.Value, act.Pool.Value, act.Licensee.Value],
        LicenseImported { Act: var act } => [EventTopics.LicenseImported, act.Id.Value, act.Pool.Value, act.Licensee.Value],
        LicenseSublicensed { Act: var act, Pool: var pool } => [EventTopics.LicenseSublicensed, act.Id.Value, pool.Value, act.Sublicensee.Value],
        LicenseAssigned { Act: var act, Pool: var pool } => [EventTopics.LicenseAssigned, act.License.Value, pool.Value, act.Assignee.Value],
        LicenseCounterSigned { Act: var act } => [EventTopics.LicenseCounterSigned, act.License.Value, act.ActId],
        LicenseAmended { Act: var act } => [EventTopics.LicenseAmended, act.License.Value, act.ActId],
        LicenseSuspended { Act: var act } => [EventTopics.LicenseSuspended, act.License.Value, act.ActId],
        LicenseReinstated { Act: var act } => [EventTopics.LicenseReinstated, act.License.Value, act.ActId],
        LicenseTerminated { Act: var act } => [EventTopics.LicenseTerminated, act.License.Value, act.ActId],
        PolicyChanged { Act: var act } => [EventTopics.PolicyChanged, act.Pool.Value, act.Policy, act.ActId],
        LogKeyChanged { Act: var act } => [EventTopics.LogKeyChanged, act.Pool.Value, act.ActId],
        ScheduleRevised { Act: var act } => [EventTopics.ScheduleRevised, act.Pool.Value, act.Schedule.Value, act.ActId],
        CheckpointAnchored { Act: var act } => [EventTopics.CheckpointAnchored, act.Pool.Value, Word(act.Epoch)],
        Lodged lodged => [EventTopics.Lodged, lodged.Pool.Value, lodged.Digest],
        _ => [],
    };

    private static Hash32 Word(ulong value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[24..], value);
        return new(word);
    }
}
