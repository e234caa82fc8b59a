// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Cli.Texts;

namespace Ledger.Cli;

/// <summary>The <c>ledger</c> command: parses, runs one verb, and turns every way to fail into a sentence and an exit code.</summary>
public static class LedgerCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancel = default)
    {
        var texts = CliTexts.For(args, around.Variable);
        var kit = new CommandKit(around, texts);
        var root = Create(kit);
        var parsed = root.Parse(args);
        var isSuggesting = root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);
        if (parsed.Errors.Count > 0 && !isSuggesting)
        {
            return Misused(parsed, around, texts);
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = around.Out, Error = around.Error, EnableDefaultExceptionHandler = false }, cancel);
        }
        catch (Exception thrown)
        {
            return Fail(FailureOf(thrown), parsed.GetValue(kit.Options.Json), around, texts);
        }
    }

    internal static RootCommand Create(CommandKit kit)
    {
        var root = new RootCommand(kit.Texts.Say("command"))
        {
            kit.Options.Json,
            kit.Options.Url,
            kit.Options.ApiKeyFile,
            kit.Options.Lang,
            kit.Options.PasswordFile,
        };
        LocalHelp.Install(root, kit.Texts);
        foreach (var group in Groups(kit))
        {
            root.Add(group);
        }

        return root;
    }

    private static IEnumerable<Command> Groups(CommandKit kit) =>
    [
        DeploymentCommands.Create(kit),
        PoolCommands.Create(kit),
        PoolCommands.CreateMembers(kit),
        ScheduleCommands.Create(kit),
        PartyCommands.Create(kit),
        LicenseCommands.Create(kit),
        ProposalCommands.Create(kit),
        OperationCommands.Create(kit),
        StreamCommands.Create(kit),
        UsageCommands.Create(kit),
        RecordCommands.Create(kit),
        PaymentCommands.Create(kit),
        TraceCommands.Create(kit),
        AuditCommands.Create(kit),
        ObservationCommands.Create(kit),
        AlertCommands.Create(kit),
        CertificateCommands.Create(kit),
        WitnessCommand.Create(kit),
        PromiseCommands.Create(kit),
        EvidenceCommands.Create(kit),
        DocumentCommands.Create(kit),
        KeyCommands.Create(kit),
        ApiKeyCommands.Create(kit),
        CompletionCommands.Create(kit),
        .. UpkeepCommands.Create(kit),
        DoctorCommand.Create(kit),
        .. HostVerbs.Create(kit),
    ];

    private static int Misused(ParseResult parsed, Surroundings around, CliTexts texts)
    {
        foreach (var sentence in parsed.Errors.Select(error => Sentence(error, parsed, texts)).Distinct(StringComparer.Ordinal))
        {
            around.Error.WriteLine(sentence);
        }

        around.Error.WriteLine(texts.Say("usage.help"));
        return ExitCode.Usage;
    }

    // The parser's own sentences follow the system's culture, ours follow --lang.
    private static string Sentence(ParseError error, ParseResult parsed, CliTexts texts) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0 } missing => texts.Say("usage.missing", ("name", missing.Argument.Name.ToUpperInvariant())),
        OptionResult { Tokens.Count: 0 } missing => texts.Say("usage.missing", ("name", missing.Option.Name)),
        ArgumentResult wrong => texts.Say("usage.value", ("value", string.Join(' ', wrong.Tokens)), ("name", wrong.Argument.Name)),
        OptionResult wrong => texts.Say("usage.value", ("value", string.Join(' ', wrong.Tokens)), ("name", wrong.Option.Name)),
        _ when parsed.UnmatchedTokens.Count > 0 => texts.Say("usage.unknown", ("word", parsed.UnmatchedTokens[0])),
        _ => texts.Say("usage.verb"),
    };

    private static CliFailure FailureOf(Exception thrown) => thrown switch
    {
        CliFailure failure => failure,
        OperationCanceledException { InnerException: TimeoutException } => new(ExitCode.Fault, "fault.timeout"),
        OperationCanceledException => new(ExitCode.Fault, "fault.cancelled"),
        HttpRequestException unreachable => new(ExitCode.Fault, "fault.unreachable", ("reason", unreachable.Message)),
        FileNotFoundException or DirectoryNotFoundException => new(ExitCode.Usage, "usage.file", ("reason", thrown.Message)),
        FormatException or JsonException => new(ExitCode.Usage, "usage.content", ("reason", thrown.Message)),
        DllNotFoundException => new(ExitCode.Fault, "fault.library"),
        IOException or UnauthorizedAccessException => new(ExitCode.Fault, "fault.world", ("reason", thrown.Message)),
        _ => new(ExitCode.Fault, "fault.unexpected", ("reason", thrown.Message)),
    };

    private static int Fail(CliFailure failure, bool json, Surroundings around, CliTexts texts)
    {
        around.Error.WriteLine(texts.Say(failure.Key, failure.Values));
        if (failure.Problem is { } problem)
        {
            if (json)
            {
                around.Out.WriteLine(problem.ToString());
            }

            foreach (var error in problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? errors.EnumerateArray().ToList() : [])
            {
                around.Error.WriteLine("  " + error);
            }
        }

        return failure.ExitCode;
    }
}
