// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary>How an option's text becomes a field of an act, or a document of it.</summary>
internal enum ActValue
{
    /// <summary>As it stands: an id, an address, a hash.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>UTC seconds, a date, or a date and time.</summary>
    Time,

    /// <summary>The same; the present where it is left out.</summary>
    TimeOrNow,

    /// <summary>Texts with commas between them.</summary>
    List,

    /// <summary>True where the option stands.</summary>
    Flag,

    /// <summary>A document of one text.</summary>
    Document,

    /// <summary>A document in a JSON file.</summary>
    DocumentFile,
}

/// <summary>One option of a verb that proposes an act.</summary>
/// <param name="Name">The option, such as <c>--party</c>.</param>
/// <param name="Field">The act's field, or the document's name.</param>
/// <param name="Value">How its text is read.</param>
/// <param name="Required">Whether it must stand.</param>
internal sealed record ActOption(string Name, string Field, ActValue Value = ActValue.Text, bool Required = false);

/// <summary>Makes verbs that propose one kind of act each, from a table of their options.</summary>
internal static class ActVerb
{
    /// <param name="kit">Makes the verb.</param>
    /// <param name="path">Group and verb.</param>
    /// <param name="kind">The act.</param>
    /// <param name="subject">The field that the verb's ID stands for; null where it takes none.</param>
    /// <param name="options">Its options.</param>
    public static Command Create(CommandKit kit, string path, string kind, string? subject, params ActOption[] options)
    {
        var id = subject is null ? null : Words.Id();
        var texts = options.Where(option => option.Value != ActValue.Flag)
            .ToDictionary(option => option, option => new Option<string?>(option.Name) { HelpName = HelpName(option), Required = option.Required });
        var flags = options.Where(option => option.Value == ActValue.Flag).ToDictionary(option => option, option => Words.Flag(option.Name));
        return kit.Verb(
            path,
            async (session, cancel) =>
            {
                var (fields, documents) = (new Dictionary<string, object>(StringComparer.Ordinal), new Dictionary<string, object>(StringComparer.Ordinal));
                if (id is not null)
                {
                    fields[subject!] = session.Get(id);
                }

                foreach (var (option, _) in flags.Where(flag => session.Get(flag.Value)))
                {
                    fields[option.Field] = true;
                }

                foreach (var (option, symbol) in texts)
                {
                    if (await ReadAsync(session, option, session.Get(symbol), cancel) is { } value)
                    {
                        (option.Value is ActValue.Document or ActValue.DocumentFile ? documents : fields)[option.Field] = value;
                    }
                }

                return await ProposalCommands.CreateAsync(session, Request(kind, fields, documents), cancel);
            },
            [.. id is null ? [] : new Symbol[] { id }, .. texts.Values, .. flags.Values]);
    }

    private static ProposalRequest Request(string kind, Dictionary<string, object> fields, Dictionary<string, object> documents) => new(
        kind,
        JsonSerializer.SerializeToElement(fields, LedgerJson.Options),
        documents.Count == 0 ? null : JsonSerializer.SerializeToElement(documents, LedgerJson.Options).Deserialize<ProposalDocuments>(LedgerJson.Incoming));

    private static async Task<object?> ReadAsync(Session session, ActOption option, string? text, CancellationToken cancel) => (option.Value, text) switch
    {
        (ActValue.TimeOrNow, null) => (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds(),
        (_, null) => null,
        (ActValue.Time or ActValue.TimeOrNow, var time) => Instants.Parse(time),
        (ActValue.Number, var number) => ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : throw new CliFailure(ExitCode.Usage, "usage.value", ("value", number), ("name", option.Name)),
        (ActValue.List, var list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        (ActValue.DocumentFile, var file) => await JsonFiles.ReadAsync(file, cancel),
        var (_, plain) => plain,
    };

    private static string HelpName(ActOption option) => option.Value switch
    {
        ActValue.Number => "NUMBER",
        ActValue.Time or ActValue.TimeOrNow => "TIME",
        ActValue.List => "ID,ID",
        ActValue.DocumentFile => "FILE",
        ActValue.Document => "TEXT",
        _ => "VALUE",
    };
}
