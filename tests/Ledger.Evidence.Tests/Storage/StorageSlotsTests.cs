// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Tests.Storage;

/// <summary>The slots against the layout that the compiler gives (<c>tests/snapshots/layout.json</c>).</summary>
public sealed class StorageSlotsTests
{
    private static readonly JsonElement Layout =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "snapshots", "layout.json"))).RootElement;

    [Theory]
    [InlineData("Parties", "_parties", StorageSlots.PartiesParties)]
    [InlineData("Licenses", "_files", StorageSlots.LicensesFiles)]
    [InlineData("Licenses", "_licenses", StorageSlots.LicensesLicenses)]
    [InlineData("Licenses", "_heads", StorageSlots.LicensesHeads)]
    [InlineData("Pools", "_pools", StorageSlots.PoolsPools)]
    [InlineData("Pools", "_schedules", StorageSlots.PoolsSchedules)]
    [InlineData("Pools", "_policies", StorageSlots.PoolsPolicies)]
    [InlineData("Pools", "_logKeys", StorageSlots.PoolsLogKeys)]
    [InlineData("UsageLog", "_last", StorageSlots.UsageLogLast)]
    public void A_slot_is_where_the_compiler_puts_it(string contract, string label, byte slot) =>
        Assert.Equal(slot, Find(Layout.GetProperty(contract).GetProperty("storage"), label).GetProperty("slot").GetInt32());

    [Fact]
    public void The_keys_head_comes_first_in_a_partys_record()
    {
        var head = Find(Struct("Parties", "struct PartyState.Party"), "keysHead");
        Assert.Equal((0, 0), (head.GetProperty("slot").GetInt32(), head.GetProperty("offset").GetInt32()));
    }

    [Fact]
    public void A_schedules_head_comes_first_and_an_epochs_size_after_its_root()
    {
        var head = Find(Struct("Pools", "struct PoolState.Schedule"), "head");
        var size = Find(Struct("UsageLog", "struct UsageLog.Last"), "size");
        Assert.Equal((0, 0), (head.GetProperty("slot").GetInt32(), head.GetProperty("offset").GetInt32()));
        Assert.Equal((1, 0, "uint64"), (size.GetProperty("slot").GetInt32(), size.GetProperty("offset").GetInt32(), size.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("logKey", 0, "address")]
    [InlineData("number", 21, "uint32")]
    [InlineData("epoch", 30, "uint16")]
    public void A_pools_office_has_its_fields_where_the_compiler_puts_them(string field, int offset, string type)
    {
        var place = Find(Struct("Pools", "struct PoolState.Pool"), field);
        Assert.Equal((1, offset, type), (place.GetProperty("slot").GetInt32(), place.GetProperty("offset").GetInt32(), place.GetProperty("type").GetString()));

        var key = new Address([.. Enumerable.Repeat((byte)0, 19), 1]);
        var office = field switch { "logKey" => new PoolOffice(0, 0, key), "number" => new(0, 1, default), _ => new PoolOffice(1, 0, default) };
        Assert.Equal(1, office.ToSlot().ToArray()[31 - offset]);
        Assert.Equal(office, PoolOffice.Read(office.ToSlot()));
    }

    [Theory]
    [InlineData("startsAt", 0)]
    [InlineData("endsAt", 5)]
    [InlineData("terminatedAt", 10)]
    [InlineData("suspendedAt", 15)]
    [InlineData("reinstatedAt", 20)]
    [InlineData("archived", 25)]
    [InlineData("pool", 26)]
    [InlineData("licensee", 29)]
    public void A_licenses_record_has_its_fields_where_the_compiler_puts_them(string field, int offset)
    {
        var place = Find(Struct("Licenses", "struct LicenseState.License"), field);
        Assert.Equal((0, offset), (place.GetProperty("slot").GetInt32(), place.GetProperty("offset").GetInt32()));

        var record = new LicenseRecord(1, 2, 3, 4, 5, 6, 7, 8);
        var one = field switch
        {
            "startsAt" => default(LicenseRecord) with { StartsAt = 1 },
            "endsAt" => default(LicenseRecord) with { EndsAt = 1 },
            "terminatedAt" => default(LicenseRecord) with { TerminatedAt = 1 },
            "suspendedAt" => default(LicenseRecord) with { SuspendedAt = 1 },
            "reinstatedAt" => default(LicenseRecord) with { ReinstatedAt = 1 },
            "archived" => default(LicenseRecord) with { Archived = 1 },
            "pool" => default(LicenseRecord) with { Pool = 1 },
            _ => default(LicenseRecord) with { Licensee = 1 },
        };
        Assert.Equal(1, one.ToSlot()[31 - offset]);
        Assert.Equal(record, LicenseRecord.Read(record.ToSlot()));
    }

    [Fact]
    public void The_slots_of_one_contract_are_distinct()
    {
        var id = EvidenceWorld.Salt("id");
        Hash32[] slots =
        [
            StorageSlots.Head(new(id)), StorageSlots.Record(new(id)),
            StorageSlots.File(new(id), new(default)), StorageSlots.File(new(default), new PartyId(id)),
            StorageSlots.ScheduleHead(new(id), new(default)), StorageSlots.ScheduleHead(new(default), new(id)), StorageSlots.LogKeysHead(new(id)), StorageSlots.Office(new(id)),
            StorageSlots.LogRoot(new(id), 0), StorageSlots.LogSize(new(id), 0), StorageSlots.LogSize(new(id), 1), StorageSlots.LogSize(new(default), 0),
        ];
        Assert.Equal(slots.Length, slots.Distinct().Count());
    }

    private static JsonElement Struct(string contract, string name) => Layout.GetProperty(contract).GetProperty("structs").GetProperty(name);

    private static JsonElement Find(JsonElement list, string label) =>
        list.EnumerateArray().Single(item => item.GetProperty("label").GetString() == label);
}
