// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Signing;
using Ledger.Cli.Texts;
using Ledger.Cli.Witnessing;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger witness</c>: a member or licensee holds the host to what it anchored, once or from time to time.</summary>
internal static class WitnessCommand
{
    public static Command Create(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        var (state, every, key) = (Words.Text("--state", "FILE"), Words.Text("--every", "10m"), Words.Text("--key-file", "FILE"));
        var once = Words.Flag("--once");
        var node = Words.Text("--node", "URL");
        every.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Span(result.Tokens[0].Value) is null)
            {
                result.AddError("30s, 10m, 2h");
            }
        });
        var verb = kit.Verb(
            "witness",
            (session, cancel) =>
            {
                var id = Hash32.Parse(session.Get(pool)!);
                var look = new WitnessLook(session, id, session.Get(state) ?? $"witness-{id}.json", SigningKey.Open(session, session.Get(key)));
                return session.Get(every) is { } span && !session.Get(once) ? KeepOnAsync(session, look, Span(span)!.Value, cancel) : LookAsync(session, look, cancel);
            },
            pool, state, every, once, node, key);
        (state.Description, node.Description) = (kit.Texts.Say("option.witness-state"), kit.Texts.Say("option.chain-node"));
        return verb;
    }

    /// <summary>Looks until it is told to stop or the log was rewritten; a host that cannot be reached is asked again next time.</summary>
    private static async Task<int> KeepOnAsync(Session session, WitnessLook look, TimeSpan every, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(every, session.Around.Clock);
        try
        {
            do
            {
                try
                {
                    await LookAsync(session, look, cancel);
                }
                catch (Exception passing) when (IsPassing(passing, cancel))
                {
                    await session.Around.Error.WriteLineAsync(session.Texts.Say("witness.later", ("reason", passing is CliFailure failure ? Say(session.Texts, failure) : passing.Message)));
                }
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // told to stop
        }

        return ExitCode.Ok;
    }

    private static bool IsPassing(Exception thrown, CancellationToken cancel) => thrown switch
    {
        CliFailure failure => failure.ExitCode is ExitCode.Fault or ExitCode.Unconfirmed,
        OperationCanceledException => !cancel.IsCancellationRequested,
        _ => thrown is HttpRequestException,
    };

    private static string Say(CliTexts texts, CliFailure failure) => texts.Say(failure.Key, failure.Values);

    private static async Task<int> LookAsync(Session session, WitnessLook look, CancellationToken cancel)
    {
        var seen = await look.RunAsync(cancel);
        session.Printer.Show(seen.Answer?.Raw ?? JsonSerializer.SerializeToElement<object?>(null), printer =>
        {
            if (seen is not { Answer.Value: { } answer, Checkpoint: { } checkpoint })
            {
                printer.Say("witness.nothing");
                return;
            }

            printer.Fields(
                ("witness", answer.Id.ToString()),
                ("pool", checkpoint.Pool.ToString()),
                ("epoch", $"{checkpoint.Epoch}"),
                ("size", $"{checkpoint.Size}"),
                ("root", checkpoint.Root.ToString()));
            printer.Step(true, "consistency", printer.Texts.Say(
                seen.From == 0 ? "witness.first" : seen.From == checkpoint.Size ? "witness.same" : "witness.grown", ("from", $"{seen.From}"), ("size", $"{checkpoint.Size}")));
        });
        return ExitCode.Ok;
    }

    /// <summary>A span such as <c>30s</c>, <c>10m</c>, <c>2h</c>; null for what is none.</summary>
    private static TimeSpan? Span(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
            ? text[^1] switch { 's' => TimeSpan.FromSeconds(count), 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => null }
            : null;
}
