// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
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

namespace Ledger.Evidence.Tests;

/// <summary>The contracts' events as logs. The topics are those that ethers computes from the contracts' ABI.</summary>
internal static class TestLogs
{
    public static readonly Hash32 PartyOpened = Hash32.Parse("0x3bcc9d992919a4344f576626b9a79416afa244682dc78538cc1c1054bce9ce25");
    public static readonly Hash32 KeyAdmitted = Hash32.Parse("0xb1689380efe26f48f315335de5544b6ec4454a778592494c93e480fa3e683be9");
    public static readonly Hash32 KeyRetired = Hash32.Parse("0xc3531e5900466c4393823d51f24bf03bd02a5e4bf41477888ef185687599e292");
    public static readonly Hash32 PoolFormed = Hash32.Parse("0xbbb221daf32f1223f22cda2451ff78bdadd6a5bec4b65871ebe162dec5970cdd");
    public static readonly Hash32 LicenseGranted = Hash32.Parse("0xcadcc1fb12fa34542aa20b7805dc753e41b197eeb60fdfe95135a18a502c7a36");
    public static readonly Hash32 LicenseImported = Hash32.Parse("0xfe3ad057fd54720685f915a1b56c33ac2bf5856aa37d3468d9ccba57adb72140");
    public static readonly Hash32 LicenseTerminated = Hash32.Parse("0x358b1f211fad40b8069743b4c2669ea4d3580debf3a95d6a8dac42830a552c3a");
    public static readonly Hash32 LicenseAmended = Hash32.Parse("0x2664e8e865baa90e30a47dc064f0a8d6ed9379fcf5308e67d83f366ff61845c3");
    public static readonly Hash32 CheckpointAnchored = Hash32.Parse("0xc200b45b90a86862db598579ff9230ef7b0ffc769b86547f551b5ec2f30eff16");

    public static readonly Hash32 Lodged = Hash32.Parse("0xca2d453b7cef416fcea11768c80485aadc9762d3b8a6efff437fb573e85e0225");
    public static readonly Hash32 PolicyChanged = Hash32.Parse("0x566a8758ade70611508a8694f87aabf9d01b8243947f0d81b9acdfa35c7e46ea");
    public static readonly Hash32 LogKeyChanged = Hash32.Parse("0xf49e12063a5a906a692efb605741288a31a056990f4876df3b6ffa51fe76dad4");
    public static readonly Hash32 ScheduleRevised = Hash32.Parse("0xe7873ba21dbc7a43f718298847da59a47f5dcd25a8e1da3c8acf07996de39bcc");

    public static LogEntry Of(EvidenceDeployment deployment, PartyOpening act, SignatureRun signatures) =>
        Log(deployment.Contracts.Parties, act, signatures, PartyOpened, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, KeyAdmission act, SignatureRun signatures) =>
        Log(deployment.Contracts.Parties, act, signatures, KeyAdmitted, act.Party.Value, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, KeyRetirement act, SignatureRun signatures) =>
        Log(deployment.Contracts.Parties, act, signatures, KeyRetired, act.Party.Value, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, PoolCharter act, SignatureRun signatures) =>
        Log(deployment.Contracts.Pools, act, signatures, PoolFormed, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, LicenseGrant act, SignatureRun signatures) =>
        Log(deployment.Contracts.Licenses, act, signatures, LicenseGranted, act.ActId, act.Pool.Value, act.Licensee.Value);

    public static LogEntry Of(EvidenceDeployment deployment, AttestedImport act, SignatureRun signatures) =>
        Log(deployment.Contracts.Licenses, act, signatures, LicenseImported, act.ActId, act.Pool.Value, act.Licensee.Value);

    public static LogEntry Of(EvidenceDeployment deployment, Termination act, SignatureRun signatures) =>
        Log(deployment.Contracts.Licenses, act, signatures, LicenseTerminated, act.License.Value, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, Amendment act, SignatureRun signatures) =>
        Log(deployment.Contracts.Licenses, act, signatures, LicenseAmended, act.License.Value, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, Checkpoint act, ulong oldSize, SignatureRun signature)
    {
        var writer = new AbiWriter();
        writer.Uint64("oldSize", oldSize);
        writer.Uint64("size", act.Size);
        writer.Bytes32("root", act.Root);
        writer.Bytes("signature", signature.AsSpan());
        var epoch = new AbiWriter();
        epoch.Uint64("epoch", act.Epoch);
        return new(deployment.Contracts.UsageLog, [CheckpointAnchored, act.Pool.Value, new Hash32(epoch.ToArray())], writer.ToArray());
    }

    public static LogEntry Of(EvidenceDeployment deployment, LogKeyChange act, SignatureRun signatures) =>
        Voted(deployment.Contracts.Pools, act, signatures, LogKeyChanged, act.Pool.Value, act.ActId);

    public static LogEntry Of(EvidenceDeployment deployment, PolicyChange act, SignatureRun signatures) =>
        Voted(deployment.Contracts.Pools, act, signatures, PolicyChanged, act.Pool.Value, act.Policy, act.ActId);

    public static LogEntry OfLodging(EvidenceDeployment deployment, PoolId pool, Hash32 digest) =>
        new(deployment.Contracts.UsageLog, [Lodged, pool.Value, digest], Array.Empty<byte>());

    public static LogEntry Of(
        EvidenceDeployment deployment, ScheduleRevision act, SignatureRun signatures, IReadOnlyList<Contribution> contributions, SignatureRun contributed)
    {
        var writer = new AbiWriter();
        writer.Struct("act", act);
        writer.Bytes32Array("voters", []);
        writer.Bytes("signatures", signatures.AsSpan());
        writer.StructArray("contributions", contributions);
        writer.Bytes("contributionSignatures", contributed.AsSpan());
        return new(deployment.Contracts.Pools, [ScheduleRevised, act.Pool.Value, act.Schedule.Value, act.ActId], writer.ToArray());
    }

    private static LogEntry Voted<TAct>(Address contract, TAct act, SignatureRun signatures, params Hash32[] topics)
        where TAct : ITypedStruct<TAct>
    {
        var writer = new AbiWriter();
        writer.Struct("act", act);
        writer.Bytes32Array("voters", []);
        writer.Bytes("signatures", signatures.AsSpan());
        return new(contract, topics, writer.ToArray());
    }

    private static LogEntry Log<TAct>(Address contract, TAct act, SignatureRun signatures, params Hash32[] topics)
        where TAct : ITypedStruct<TAct>
    {
        var writer = new AbiWriter();
        writer.Struct("act", act);
        writer.Bytes("signatures", signatures.AsSpan());
        return new(contract, topics, writer.ToArray());
    }
}
