// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Output;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Commands;

/// <summary>One run of one verb: the words on the command line, the host behind <c>--url</c>, the printer.</summary>
internal sealed class Session(ParseResult parsed, Surroundings around, CliTexts texts, GlobalOptions options) : IDisposable
{
    public const string DefaultUrl = "http://127.0.0.1:5180";
    public const string UrlVariable = "LEDGER_URL";
    public const string KeyVariable = "LEDGER_KEY_FILE";
    public const string PasswordVariable = "LEDGER_PASSWORD_FILE";

    private ApiClient? _api;
    private ApiClient? _node;

    public Surroundings Around => around;

    public CliTexts Texts => texts;

    public GlobalOptions Options => options;

    public Printer Printer { get; } = new(around.Out, texts, parsed.GetValue(options.Json), around.UseColor);

    /// <summary>The host's API; nothing is sent before the first call.</summary>
    public ApiClient Api => _api ??= new ApiClient(Url(), texts.Language, ApiKeyChoice.Find(
        parsed.GetValue(options.ApiKeyFile), SigningKeyFile(), Url(), texts.Language, around.Variable), around.Road);

    /// <summary>The chain: at the node that <c>--node</c> names where the verb takes one, else behind the host's own door.</summary>
    public ApiClient Chain => NodeUrl() is { } node ? _node ??= new ApiClient(node, texts.Language, null, around.Road) { ChainUrl = node } : Api;

    /// <summary>Whether the chain is asked at a node that the caller chose.</summary>
    public bool AsksOwnNode => NodeUrl() is not null;

    /// <summary>The host's own door to the chain, which anybody may use.</summary>
    public Uri Rpc => new(Url(), "/rpc");

    /// <summary>A bar for long work.</summary>
    public ProgressLine Progress() => new(around.Error, texts, around.ShowProgress);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Reads one thing and shows it.</summary>
    public async Task<int> ShowAsync<T>(string path, Action<Printer, T> forPeople, CancellationToken cancel)
    {
        var reply = await Api.GetAsync<T>(path, cancel);
        Printer.Show(reply.Raw, printer => forPeople(printer, reply.Value));
        return ExitCode.Ok;
    }

    /// <summary>Reads every page of a list.</summary>
    public async Task<List<T>> AllAsync<T>(string path, CancellationToken cancel)
    {
        List<T> all = [];
        for (string? cursor = null; ;)
        {
            var page = (await Api.GetAsync<Page<T>>(Path(path, ("limit", "500"), ("cursor", cursor)), cancel)).Value;
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                return all;
            }
        }
    }

    /// <summary>Reads one page and shows it as a table; says where the next begins.</summary>
    public Task<int> ListAsync<T>(string path, IReadOnlyList<string> labels, Func<T, IReadOnlyList<string>> row, CancellationToken cancel) =>
        ShowAsync<Page<T>>(
            path,
            (printer, page) =>
            {
                printer.Table(labels, [.. page.Items.Select(row)]);
                if (page.Next is not null)
                {
                    printer.Say("more", ("cursor", page.Next));
                }
            },
            cancel);

    /// <summary>A path with the query values that are given, after those that it has.</summary>
    public static string Path(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var given = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + string.Join('&', given);
    }

    public void Dispose()
    {
        _api?.Dispose();
        _node?.Dispose();
    }

    private Uri? NodeUrl() =>
        parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name is "--node") is { } option
        && parsed.GetValue(option) is { } url
            ? Uri.TryCreate(url, UriKind.Absolute, out var node) && node.Scheme is "http" or "https"
                ? node
                : throw new CliFailure(ExitCode.Usage, "usage.value", ("value", url), ("name", "--node"))
            : null;

    private Uri Url()
    {
        var text = parsed.GetValue(options.Url) ?? around.Variable(UrlVariable) ?? DefaultUrl;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new Uri(text)
            : throw new CliFailure(ExitCode.Usage, "usage.url", ("url", text));
    }

    /// <summary>The file that this verb signs with; null where it signs nothing.</summary>
    private string? SigningKeyFile() =>
        parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name is "--key-file") is { } option
            ? parsed.GetValue(option) ?? around.Variable(KeyVariable)
            : null;
}
