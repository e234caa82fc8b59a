// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>
/// What a seed writes instead of ids and times. <c>@name</c> is the id of the step or schedule of that name, <c>@key:name</c>
/// the address of a demo key, <c>@now</c> the step's own time, <c>@now+5y</c> and <c>@now-30d</c> times beside it,
/// <c>@day:2005-03-01</c> the beginning of a day in UTC. An object with <c>"@base": "name"</c> is the world's value of that
/// name, changed by the other fields; a change within an object leaves the rest of that object as it is.
/// </summary>
internal sealed class SeedReferences(SeedWorld world, Func<string, Address> addressOf)
{
    private const string Base = "@base";

    private readonly Dictionary<string, Hash32> _ids = new(StringComparer.Ordinal);

    public void Add(string name, Hash32 id) => _ids[name] = id;

    /// <exception cref="InvalidOperationException">No earlier step has the name.</exception>
    public Hash32 Id(string name) =>
        _ids.TryGetValue(name, out var id) ? id
        : world.Schedules.TryGetValue(name, out var schedule) ? ScheduleId(name, schedule)
        : throw new InvalidOperationException($"The seed {world.Name} refers to '{name}', which no earlier step makes.");

    /// <summary>The value with every reference within it put in.</summary>
    /// <param name="now">The step's time.</param>
    public JsonNode? Resolve(JsonNode? value, DateTimeOffset now) => value switch
    {
        JsonObject fields when fields[Base] is { } name => Resolve(Changed(ValueOf(name.GetValue<string>()), fields), now),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Resolve(field.Value, now)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, now))]),
        JsonValue text when text.TryGetValue<string>(out var reference) && reference.StartsWith('@') => Resolve(reference[1..], now),
        _ => value?.DeepClone(),
    };

    private JsonValue Resolve(string reference, DateTimeOffset now) => reference.Split(':', 2) switch
    {
        ["day", var day] => Seconds(DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        ["key", var name] => JsonValue.Create(addressOf(name).ToString()),
        ["now"] => Seconds(now),
        [['n', 'o', 'w', var sign and ('+' or '-'), .. var distance]] => Seconds(Beside(now, sign, distance)),
        _ => JsonValue.Create(Id(reference).ToString()),
    };

    private JsonObject ValueOf(string name) => world.Values is { } values && values.TryGetValue(name, out var value)
        ? JsonSerializer.SerializeToNode(value)!.AsObject()
        : throw new InvalidOperationException($"The seed {world.Name} has no value '{name}'.");

    private static JsonObject Changed(JsonObject value, JsonObject changes)
    {
        foreach (var (field, change) in changes.Where(change => change.Key is not Base))
        {
            value[field] = (value[field], change) is (JsonObject inner, JsonObject within) ? Changed(inner.DeepClone().AsObject(), within) : change?.DeepClone();
        }

        return value;
    }

    private static DateTimeOffset Beside(DateTimeOffset now, char sign, string distance)
    {
        var count = int.Parse(distance[..^1], NumberStyles.None, CultureInfo.InvariantCulture) * (sign is '-' ? -1 : 1);
        return distance[^1] switch
        {
            'y' => now.AddYears(count),
            'd' => now.AddDays(count),
            _ => throw new FormatException($"'{distance}' is no distance in years (y) or days (d)."),
        };
    }

    private static JsonValue Seconds(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeSeconds());

    private Hash32 ScheduleId(string name, SeedSchedule schedule) => new Schedule(
        new PoolId(Id(schedule.Pool)), schedule.Standard, Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name))).Id.Value;
}
