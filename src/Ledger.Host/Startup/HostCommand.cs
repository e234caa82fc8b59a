// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ledger.Application;
using Ledger.Application.Setup;

namespace Ledger.Host.Startup;

/// <summary>The command line: <c>init</c> makes a data directory, <c>serve</c> opens one. Neither does the other's work.</summary>
internal static class HostCommand
{
    public const string DefaultDataDirectory = ".ledger";
    public const int DefaultPort = 5180;

    private static readonly Option<string> _data = new("--data") { Description = "The data directory.", DefaultValueFactory = _ => DefaultDataDirectory };
    private static readonly Option<string?> _anvil = new("--anvil") { Description = "The anvil binary of the embedded chain; looked for where left out." };

    public static RootCommand Create() => new("Ledger's host: the chain's relayer, the API and the console.") { Init(), Serve() };

    private static Command Init()
    {
        var seeds = new Option<string?>("--seeds") { Description = "A seed file or a directory of them, instead of those that come with the host." };
        var noSeeds = new Option<bool>("--no-seeds") { Description = "Begin empty; no demo key is made." };
        var node = Nodes("A network's JSON-RPC address, instead of the embedded chain; further ones take over when it fails.");
        var finality = new Option<ulong>("--finality")
        {
            Description = "On a network: how many blocks must follow a block before it is final.",
            DefaultValueFactory = _ => InitRequest.DefaultFinalityBlocks,
        };
        var demo = new Option<bool>("--demo") { Description = "Load the seeds and their demo keys on a network too." };
        var relayer = new Option<string?>("--relayer-key") { Description = "On a network: the key file of an account with funds." };
        var command = new Command("init", "Makes the data directory, the chain, the contracts and the seeded worlds.") { _data, seeds, noSeeds, node, finality, demo, relayer, _anvil };
        command.SetAction((parsed, cancel) => InitVerb.RunAsync(
            new InitRequest(
                Path.GetFullPath(parsed.GetRequiredValue(_data)),
                parsed.GetValue(noSeeds) || (parsed.GetValue(node) is [_, ..] && !parsed.GetValue(demo)) ? null : parsed.GetValue(seeds) ?? OwnSeeds,
                parsed.GetValue(node)?.FirstOrDefault(),
                parsed.GetValue(finality),
                parsed.GetValue(demo),
                parsed.GetValue(relayer),
                parsed.GetValue(_anvil),
                parsed.GetValue(node) is [_, .. { Length: > 0 } more] ? more : null),
            cancel));
        return command;
    }

    private static Command Serve()
    {
        var port = new Option<int>("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) || value is < 0 or > 65535))
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        var bind = new Option<string?>("--bind") { Description = "The IP address to listen on (default 127.0.0.1). Beyond loopback put TLS in front." };
        var node = Nodes("The network's JSON-RPC addresses, in place of those that init was given; each takes over when the one before it fails.");
        var heads = new Option<string?>("--node-ws") { Description = "Where a node of the network tells of new blocks (ws:// or wss://): a hint, so that they are seen at once." };
        var command = new Command("serve", "Opens the data directory and serves it, on loopback where nothing else is said.") { _data, port, bind, node, heads, _anvil };
        command.SetAction((parsed, cancel) => ServeVerb.RunAsync(
            Path.GetFullPath(parsed.GetRequiredValue(_data)), parsed.GetValue(port), parsed.GetValue(bind), parsed.GetValue(node) ?? [], parsed.GetValue(heads), parsed.GetValue(_anvil), cancel));
        return command;
    }

    private static string OwnSeeds => Path.Combine(AppContext.BaseDirectory, "seeds");

    private static Option<Uri[]> Nodes(string description) =>
        new("--node") { Description = description, CustomParser = Addresses, Arity = ArgumentArity.OneOrMore };

    private static Uri[]? Addresses(ArgumentResult result)
    {
        List<Uri> addresses = [];
        foreach (var token in result.Tokens)
        {
            if (!Uri.TryCreate(token.Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                result.AddError("--node takes an address that begins with http:// or https://."
                    + (address?.Scheme is "ws" or "wss" ? $" That of a WebSocket carries hints only: {ApplicationOptions.HintsOnly}" : ""));
                return null;
            }

            addresses.Add(address);
        }

        return [.. addresses];
    }
}
