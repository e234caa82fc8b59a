// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>What documents and records have in common: they are held for a matter, and erased at a demand that is signed here.</summary>
internal static class HoldVerbs
{
    /// <summary>A hold, or its lifting: the verb's last word is the route's.</summary>
    public static Command Hold<T>(CommandKit kit, string verb, string route, Action<Session, Printer, T> show)
    {
        var id = Words.Id();
        var matter = new Option<string>("--matter") { HelpName = "TEXT", Required = true };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Required = true };
        return kit.Verb(
            verb,
            async (session, cancel) =>
            {
                var request = new HoldRequest(session.Get(matter)!, session.Get(reason)!);
                var reply = await session.Api.PostAsync<T>($"{route}/{session.Get(id)}/{verb.Split(' ')[^1]}", request, cancel);
                session.Printer.Show(reply.Raw, printer => show(session, printer, reply.Value));
                return ExitCode.Ok;
            },
            id, matter, reason);
    }

    /// <summary>An erasure.</summary>
    /// <param name="sign">Makes the demand, and signs it with the key.</param>
    public static Command Erase<T>(
        CommandKit kit,
        string verb,
        string route,
        Func<Session, Hash32, string, CallerKey, CancellationToken, Task<ErasureRequest>> sign,
        Action<Session, Printer, T> show)
    {
        var id = Words.Id();
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Required = true };
        var keyFile = Words.Text("--key-file", "FILE");
        return kit.Verb(
            verb,
            async (session, cancel) =>
            {
                var key = SigningKey.Open(session, session.Get(keyFile));
                var request = await sign(session, Hash32.Parse(session.Get(id)), session.Get(reason)!, key, cancel);
                var reply = await session.Api.PostAsync<T>($"{route}/{session.Get(id)}/erasure", request, cancel);
                session.Printer.Show(reply.Raw, printer => show(session, printer, reply.Value));
                return ExitCode.Ok;
            },
            id, reason, keyFile);
    }
}
