// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;

namespace Ledger.Application.Setup;

/// <summary>A year of records of a world (<c>seeds/records/NAME.json</c>), by quarters before the first start: where a directory of seeds is loaded.</summary>
/// <param name="Zone">The IANA zone of the pool's terms: quarters are its local dates.</param>
/// <param name="Steps">The records, each signed and taken in as a user's would be; those that lie in the future are left out.</param>
/// <param name="Deeds">What is done about records and logs besides; likewise.</param>
internal sealed record SeedRecords(
    IReadOnlyDictionary<string, string> Note, string Zone, IReadOnlyList<SeedRecordStep> Steps, IReadOnlyList<SeedDeedStep> Deeds)
{
    /// <summary>The quarter so many whole quarters before a time: its first second (UTC) and the first after it.</summary>
    public (ulong Start, ulong End) Quarter(DateTimeOffset now, int ago)
    {
        var calendar = new CalendarTerms(Zone, TermPeriod.Quarter, 1, new(0, 0), new(0, 0));
        var quarter = PeriodAt(now.ToUnixTimeSeconds());
        for (var i = 0; i < ago; i++)
        {
            quarter = PeriodAt((long)quarter.Start - 1);
        }

        return quarter;

        (ulong Start, ulong End) PeriodAt(long second) =>
            calendar.PeriodAt((ulong)second) ?? throw new InvalidOperationException($"'{Zone}' is no time zone.");
    }

    /// <summary>When a step happens: so many days after the end of a past quarter, or after the first start.</summary>
    public DateTimeOffset TimeOf(int quarter, int day, DateTimeOffset now) =>
        (quarter == 0 ? now : DateTimeOffset.FromUnixTimeSeconds((long)Quarter(now, quarter).End)).AddDays(day);
}

/// <param name="Quarter">How many whole quarters ago the period is that it speaks of: 1 is the last whole one; 0: of none, and its days are counted from the first start.</param>
/// <param name="Day">How many days after that period's end it is sent.</param>
/// <param name="Record">The record's kind.</param>
/// <param name="By">The party whose demo key signs.</param>
/// <param name="Name">What other steps call it.</param>
/// <param name="Message">Its fields, with references as <see cref="SeedReferences"/> has them; what the seeder can tell is left out.</param>
/// <param name="Lines">Of a report: product, act, made in, sold in, quantity.</param>
/// <param name="Place">Of a report: its place past the last one of its stream; 1 follows it, 0 forks it, 2 leaves a gap.</param>
/// <param name="Key">The demo key that signs, where it is not the party's own.</param>
/// <param name="Signed">On which day it is signed, where that is before it is sent.</param>
/// <param name="Lodged">Of a report: on which day it is signed and its digest put on chain, where that is before it is sent.</param>
/// <param name="Evidence">Of an observation: the sources of what it rests on, and their names.</param>
/// <param name="Units">Of a certificate: the serial numbers that it is over.</param>
/// <param name="Refused">The code that it is to be refused with; the ledger keeps it as suspect.</param>
internal sealed record SeedRecordStep(
    int Quarter,
    int Day,
    [property: JsonConverter(typeof(JsonStringEnumConverter<RecordKind>))] RecordKind Record,
    string By,
    JsonElement Message,
    string? Name = null,
    IReadOnlyList<IReadOnlyList<JsonElement>>? Lines = null,
    int Place = 1,
    string? Key = null,
    int? Signed = null,
    int? Lodged = null,
    IReadOnlyList<IReadOnlyList<string>>? Evidence = null,
    IReadOnlyList<string>? Units = null,
    string? Refused = null);

/// <summary>What a party does that is no record.</summary>
internal enum SeedDeed
{
    /// <summary>Puts a digest on chain whose body never comes.</summary>
    Lodge,

    /// <summary>Signs the newest checkpoint of the pool.</summary>
    Witness,

    /// <summary>Holds what came with a record for a matter.</summary>
    Hold,

    /// <summary>Has what came with a record erased.</summary>
    Erase,
}

/// <param name="Quarter">As a record's.</param>
/// <param name="Day">As a record's.</param>
/// <param name="By">The party whose demo key signs.</param>
/// <param name="Pool">What its pool is called.</param>
/// <param name="Record">Of a hold or an erasure: what the record is called.</param>
/// <param name="Matter">Of a hold: what it is for.</param>
/// <param name="Text">Of a hold or an erasure: why; of a lodging: what nobody ever sees.</param>
internal sealed record SeedDeedStep(
    int Quarter,
    int Day,
    [property: JsonConverter(typeof(JsonStringEnumConverter<SeedDeed>))] SeedDeed Deed,
    string By,
    string Pool,
    string? Record = null,
    string? Matter = null,
    string? Text = null);
