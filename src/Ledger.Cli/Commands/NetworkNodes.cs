// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application;

namespace Ledger.Cli.Commands;

/// <summary>Where a network's nodes are, for the verbs that ask them with no host between: as <c>serve</c> is told it.</summary>
internal static class NetworkNodes
{
    /// <summary>The environment's word for each, with its place in the list behind it.</summary>
    public const string Variable = "Ledger__Nodes__";

    /// <summary>The option that names them.</summary>
    public static Option<string[]> Option()
    {
        var option = new Option<string[]>("--node") { HelpName = "URL", AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !IsAddress(token.Value)))
            {
                result.AddError("http:// | https://");
            }
        });
        return option;
    }

    /// <summary>Those of the command line, else those of the environment; none: the deployment's.</summary>
    /// <exception cref="CliFailure">One of the environment's is no address; which one is said, not what it is: it may carry a key.</exception>
    public static ApplicationOptions Options(Session session, Option<string[]> option)
    {
        if (session.Get(option) is { Length: > 0 } named)
        {
            return new ApplicationOptions { Nodes = named };
        }

        var nodes = Enumerable.Range(0, int.MaxValue)
            .Select(at => session.Around.Variable(Variable + at.ToString(CultureInfo.InvariantCulture)))
            .TakeWhile(node => node is { Length: > 0 }).OfType<string>().ToList();
        return nodes.FindIndex(node => !IsAddress(node)) is >= 0 and var wrong
            ? throw new CliFailure(ExitCode.Usage, "usage.notAnAddress", ("variable", Variable + wrong.ToString(CultureInfo.InvariantCulture)))
            : new ApplicationOptions { Nodes = nodes };
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");
}
