// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Reflection;
using Ledger.Ethereum;
using Ledger.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Ledger.Store.Tests.Sqlite;

/// <summary>
/// What SQLite means to do for each statement that the store prepares. One that walks over a table which grows costs more from day to day,
/// and no test with a few rows would tell.
/// </summary>
public sealed class StatementPlanTests(ITestOutputHelper output)
{
    /// <summary>Tables with a row or few for each pool, account or name.</summary>
    private static readonly string[] _small = ["final_block", "writer", "meta", "logs", "checkpoints", "signers", "spending", "api_keys", "report_index_through", "proposal_signatures"];

    /// <summary>What walks on purpose, by the beginning of its text, each with its reason.</summary>
    private static readonly (string Text, string Why)[] _walks =
    [
        ("SELECT number, hash FROM blocks WHERE retracted = 0 ORDER BY number DESC LIMIT", "ends with the first rows of the index"),
        ("SELECT number, hash, parent, time, header FROM blocks WHERE retracted = 0 ORDER BY number DESC LIMIT 1", "ends with the first row of the index"),
        ("SELECT 1 FROM blocks LIMIT 1", "ends with the first row"),
        ("SELECT 1 FROM intents LIMIT 1", "ends with the first row"),
        ("SELECT 1 FROM proposals LIMIT 1", "ends with the first row"),
        ("SELECT count(*) FROM (SELECT 1 FROM suspects WHERE stream = ?1 LIMIT ?2)", "counts the few rows that the inner question found by its index"),
        ("SELECT count(*) FROM (SELECT 1 FROM suspects WHERE stream = ?1 AND reporter = ?2 AND reason = ?3 LIMIT ?4)", "the same; a stream has some thousands of them at most"),
        ("SELECT count(*) FROM facts f CROSS JOIN blocks b", "asked by tests alone"),
        ("SELECT DISTINCT pool, epoch FROM journal", "upkeep looks for logs that nothing names"),
        ("SELECT kind, id, first_seq, pool, party, tag, body FROM projections ORDER BY kind, first_seq, id", "upkeep compares all"),
        ("DELETE FROM idempotency WHERE instr(", "an erasure, which is rare, and must miss no answer"),
        ("SELECT count(*) FROM notifications WHERE state", "asked by tests alone"),
        ("SELECT rule, state, count(*) FROM alerts GROUP BY", "an index of numbers alone, for the page of the machine room and the metrics"),
        ("SELECT seq, id, pool, epoch, size, party, body, signature, received_at FROM witnesses WHERE seq > ?2 AND", "a page of a list: reads on until it is full"),
        ("SELECT seq, id, rule, state, pool, party, deciding_number, deciding_hash, body, updated_at FROM alerts WHERE seq > ?3 AND", "a page of a list: reads on until it is full"),
        ("SELECT seq, pool, reason, record_id, reporter, stream, against, body, signature, received_at FROM suspects WHERE seq > ?4 AND", "a page of a list: reads on until it is full"),
        ("SELECT seq, record_id, pool, license, reporter, period_start, period_end, lines, supersedes, taken_at, marks FROM report_index WHERE seq > ?1 AND period_", "a page of a trace that names nothing but a time"),
    ];

    /// <summary>An empty store refuses these before they prepare anything; each finds a row by its key, and others share its statements.</summary>
    private static readonly string[] _silent =
        ["Blocks.TryMarkFinal", "Blocks.TryRetract", "Journal.Append", "Journal.Attach", "Journal.Erase", "Journal.KeepPromise", "Journal.Message", "Outbox.MarkFailed", "Outbox.MarkFinal", "Outbox.MarkIncluded", "Outbox.MarkRetracted", "Outbox.TryKeep", "Projections.Remove", "Spending.TryMove"];

    [Fact]
    public async Task No_statement_walks_over_a_table_that_grows_but_those_that_say_why()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        using var session = new Session(it.Path, SqliteOpenMode.ReadWrite, SqliteOptions.Default);
        var silent = Exercise(session, new SqliteUnit(session));
        Assert.Equal(_silent, silent.Order(StringComparer.Ordinal));
        List<string> walking = [];
        foreach (var text in session.Texts.Order(StringComparer.Ordinal))
        {
            if (session.List("EXPLAIN QUERY PLAN " + text, row => row.Text(3)).Find(step => Walks(step, text)) is { } step)
            {
                walking.Add(text);
                output.WriteLine($"{text}\n    {step}");
            }
        }

        Assert.DoesNotContain(walking, text => !_walks.Any(known => text.StartsWith(known.Text, StringComparison.Ordinal)));
        Assert.All(_walks, known => Assert.Contains(walking, text => text.StartsWith(known.Text, StringComparison.Ordinal)));
    }

    /// <summary>A walk over a table or a whole index, or from a row number on with conditions that no index serves.</summary>
    private static bool Walks(string step, string text) =>
        step.Split(' ') is [("SCAN" or "SEARCH") and var how, var table, ..] && !_small.Contains(table)
        && (how == "SCAN" || (step.EndsWith("USING INTEGER PRIMARY KEY (rowid>?)", StringComparison.Ordinal) && text.Contains(" AND ", StringComparison.Ordinal)));

    /// <summary>Calls every method of every facet with arguments of every shape; returns those after which no statement was prepared.</summary>
    private static List<string> Exercise(Session session, SqliteUnit unit)
    {
        List<string> silent = [];
        var writers = typeof(IStoreWriter).GetProperties();
        var facets = writers.Concat(typeof(IStoreReader).GetProperties().Where(one => !writers.Any(writer => writer.Name == one.Name)));
        foreach (var facet in facets)
        {
            var target = facet.GetValue(unit)!;
            foreach (var method in facet.PropertyType.GetInterfaces().Append(facet.PropertyType).SelectMany(one => one.GetMethods()))
            {
                var before = session.Texts.Count();
                foreach (var arguments in Choices([.. method.GetParameters().Select(parameter => Values(parameter.ParameterType))]))
                {
                    session.Script("BEGIN");
                    try
                    {
                        if (method.Invoke(target, [.. arguments]) is IEnumerable rows and not string)
                        {
                            foreach (var row in rows)
                            {
                                _ = row;
                            }
                        }
                    }
                    catch (Exception refused) when (refused is TargetInvocationException or StoreFault or InvalidOperationException)
                    {
                        // An empty store refuses much; what it prepared first is what counts here.
                    }
                    finally
                    {
                        session.Script("ROLLBACK");
                    }
                }

                if (session.Texts.Count() == before)
                {
                    silent.Add($"{facet.Name}.{method.Name}");
                }
            }
        }

        return silent;
    }

    /// <summary>Each list with one of the values in each place.</summary>
    private static IEnumerable<List<object?>> Choices(IReadOnlyList<IReadOnlyList<object?>> values) => values.Aggregate(
        (IEnumerable<List<object?>>)[[]], (lists, of) => lists.SelectMany(list => of.Select(value => (List<object?>)[.. list, value])));

    private static IReadOnlyList<object?> Values(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return [null, .. Values(inner)];
        }

        return type switch
        {
            _ when type.IsEnum => [.. Enum.GetValues(type).Cast<object>().Take(2)],
            _ when type == typeof(string) => ["x"],
            _ when type == typeof(bool) => [false, true],
            _ when type == typeof(byte[]) => [new byte[] { 1 }],
            _ when type.IsPrimitive => [Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture)],
            _ when type == typeof(Hash32) => [Some.Hash("a")],
            _ when type == typeof(Address) => [Some.Signer],
            _ when type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()) => [One(item)],
            _ when type.IsInterface || type.IsAbstract || typeof(Delegate).IsAssignableFrom(type) => [null],
            _ => Made(type),
        };
    }

    private static Array One(Type item)
    {
        var array = Array.CreateInstance(item, 1);
        array.SetValue(Values(item)[^1], 0);
        return array;
    }

    /// <summary>A filter in all its shapes; of a row, whose shape does not matter, one.</summary>
    private static IReadOnlyList<object?> Made(Type type)
    {
        var constructor = type.GetConstructors().Where(one => !one.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike))
            .OrderBy(one => one.GetParameters().Length).LastOrDefault();
        if (constructor is null || constructor.GetParameters().Length == 0)
        {
            return [type.IsValueType ? Activator.CreateInstance(type) : null];
        }

        var values = constructor.GetParameters().Select(parameter => Values(parameter.ParameterType)).ToList();
        return type.Name.EndsWith("Filter", StringComparison.Ordinal)
            ? [.. Choices(values).Select(arguments => Try(constructor, arguments))]
            : [Try(constructor, [.. values.Select(of => of[^1])])];
    }

    private static object? Try(ConstructorInfo constructor, List<object?> arguments)
    {
        try
        {
            return constructor.Invoke([.. arguments]);
        }
        catch (TargetInvocationException)
        {
            return null; // such a value there is not
        }
    }
}
