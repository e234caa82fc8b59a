// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests;

/// <summary>A small world of acts and facts; each test changes what it speaks of.</summary>
internal static class Some
{
    public const ulong Now = 1_800_000_000;
    public const ulong Later = Now + 1000;

    private static uint _events;

    public static ContractAddresses Contracts { get; } = new(31337, Address("parties"), Address("pools"), Address("licenses"), Address("usage log"));

    public static TestKey AdministratorKey { get; } = new("administrator");

    public static TestKey LicenseeKey { get; } = new("licensee");

    public static TestKey HolderKey { get; } = new("holder");

    public static PartyOpening AdministratorOpening { get; } = Opening(AdministratorKey);

    public static PartyOpening LicenseeOpening { get; } = Opening(LicenseeKey);

    public static PartyOpening HolderOpening { get; } = Opening(HolderKey);

    public static PartyId Administrator => AdministratorOpening.Id;

    public static PartyId Licensee => LicenseeOpening.Id;

    public static PartyId Holder => HolderOpening.Id;

    public static PoolCharter Charter { get; } = new(
        Governance.GovernmentLed, Administrator, [Hash("founder")], 0, default, default, Address("log key"), Contracts.ChainId,
        Contracts.Parties, Contracts.Pools, Contracts.Licenses, Contracts.UsageLog, Hash("charter"), Later, Hash("pool"));

    public static PoolId Pool => Charter.Id;

    public static ScheduleId Schedule { get; } = new Schedule(Pool, "AVS1-P2", Hash("schedule")).Id;

    public static Hash32 Hash(string word) => Keccak256.Hash(Encoding.UTF8.GetBytes(word));

    public static Address Address(string word) => new(Hash(word).ToArray().AsSpan(0, 20));

    public static Eip712Domain Domain(ContractName contract) => new(contract.ToString(), "1", Contracts.ChainId, Address(contract.ToString()));

    /// <summary>The next position of the chain; a block's number is its time.</summary>
    public static FactPosition At(ulong time = Now) => new(new(time, Hash(time.ToString(System.Globalization.CultureInfo.InvariantCulture))), time, Hash("tx"), _events++);

    public static PartyOpening Opening(TestKey key) => new(key.Address, default, default, Hash(key.Address.ToString()));

    public static PartyHistory Party(PartyOpening opening, ulong time = Now) => PartyHistory.Empty.Apply(new PartyOpened(At(time), opening, default));

    public static PartyHistory? Find(PartyId id) =>
        id == Administrator ? Party(AdministratorOpening)
        : id == Licensee ? Party(LicenseeOpening)
        : id == Holder ? Party(HolderOpening)
        : null;

    public static Admission Admission(PartyId party) => new(Pool, party, default, Later, Hash("admission"));

    public static Contribution Contribution(string salt = "contribution", uint count = 2) =>
        new(Pool, Schedule, Holder, Hash("patents"), count, Later, Hash(salt));

    public static ScheduleRevision Revision(params Contribution[] contributions) =>
        new(Pool, Schedule, 1, Hash("list"), 2, new HashList([.. contributions.Select(given => given.ActId)]), default, Later, Hash("revision"));

    /// <summary>The pool with one member, the holder, and one revision of its schedule.</summary>
    public static PoolHistory FormedPool(bool withSchedule = true)
    {
        var pool = PoolHistory.Empty
            .Apply(new PoolFormed(At(), Charter, default))
            .Apply(new MemberAdmitted(At(), Admission(Holder), default, default));
        return withSchedule ? pool.Apply(Revised(Revision(Contribution()), Contribution())) : pool;
    }

    public static ScheduleRevised Revised(ScheduleRevision act, params Contribution[] contributions) => new(At(), act, default, default, [.. contributions], default);

    public static LicenseGrant Grant(Hash32 previous = default, ulong startsAt = Now, ulong endsAt = Now + 100) =>
        new(Pool, Licensee, Schedule, startsAt, endsAt, Hash("terms"), previous, Later, Hash("grant"));

    public static LicenseHistory License(LicenseGrant? grant = null) => LicenseHistory.Empty.Apply(new LicenseGranted(At(), grant ?? Grant(), default));

    public static Termination Termination(ulong effectiveAt = Now + 50) =>
        new(Grant().Id, effectiveAt, default, Grant().ActId, Later, Hash("termination"));

    public static Suspension Suspension(LicenseHistory license, ulong effectiveAt, string salt = "suspension") =>
        new(Grant().Id, effectiveAt, default, license.Head, Later, Hash(salt));

    public static Reinstatement Reinstatement(LicenseHistory license, ulong effectiveAt, string salt = "reinstatement") =>
        new(Grant().Id, effectiveAt, default, license.Head, Later, Hash(salt));

    public static Amendment Amendment(LicenseHistory license, ulong effectiveAt, ulong endsAt, string salt = "amendment") =>
        new(Grant().Id, Schedule, endsAt, Hash(salt), effectiveAt, license.Head, Later, Hash(salt));

    public static LicenseAssigned Assigned(PartyId assignee, ulong time = Now + 10) =>
        new(At(time), Pool, new Assignment(Grant().Id, assignee, default, Grant().ActId, default, Later, Hash("assignment")), default);

    public static Sublicense Sublicense(LicenseId parent, string salt = "sublicense", ulong endsAt = 0) =>
        new(parent, Holder, Now, endsAt, Hash("terms"), default, Later, Hash(salt));

    public static RecoveryStart RecoveryStart(string key = "recovered key") =>
        new(Licensee, Address(key), default, Later, Hash("recovery"));

    public static Patent Patent(string country = "CN", ulong from = 1, ulong until = ulong.MaxValue, string number = "101234567") =>
        new(country, number, "B", "", Holder, "AVS1-P2", "2004", from, until, "made up", Now, default);
}
