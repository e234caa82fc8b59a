// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;

namespace Ledger.Application.Setup;

/// <summary>A year of records of a world (<c>seeds/records/NAME.json</c>), by quarters before the first start: where a directory of seeds is loaded.</summary>
/// <param name="Zone">The IANA zone of the pool's terms: quarters are its local dates.</param>
/// <param name="Steps">The records, each signed and taken in as a user's would be; those that lie in the future are left out.</param>
internal sealed record SeedRecords(IReadOnlyDictionary<string, string> Note, string Zone, IReadOnlyList<SeedRecordStep> Steps)
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

    /// <summary>When a step happens.</summary>
    public DateTimeOffset TimeOf(SeedRecordStep step, DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Quarter(now, step.Quarter).End).AddDays(step.Day);
}

/// <param name="Quarter">How many whole quarters ago the period is that it speaks of: 1 is the last whole one.</param>
/// <param name="Day">How many days after that period's end it is signed.</param>
/// <param name="Record">The record's kind.</param>
/// <param name="By">The party whose demo key signs.</param>
/// <param name="Name">What other steps call it.</param>
/// <param name="Message">Its fields, with references as <see cref="SeedReferences"/> has them; what the seeder can tell is left out.</param>
/// <param name="Lines">Of a report: product, act, made in, sold in, quantity.</param>
/// <param name="Place">Of a report: its place past the last one of its stream; 1 follows it, 0 forks it, 2 leaves a gap.</param>
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
    string? Refused = null);
