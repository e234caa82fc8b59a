// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>Arguments and options that several verbs take, fresh for each.</summary>
internal static class Words
{
    /// <summary>An id: 0x and 64 digits.</summary>
    public static Argument<string> Id()
    {
        var argument = new Argument<string>("id") { HelpName = "ID" };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Hash32.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError("0x and 64 hexadecimal digits");
            }
        });
        return argument;
    }

    /// <summary>An id that the host makes up, such as an operation's.</summary>
    public static Argument<string> Name() => new("name") { HelpName = "ID" };

    public static Argument<string> File() => new("file") { HelpName = "FILE" };

    /// <summary>An option that takes an id.</summary>
    public static Option<string?> IdOption(string name, bool required = false)
    {
        var option = new Option<string?>(name) { HelpName = "ID", Required = required };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Hash32.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError("0x and 64 hexadecimal digits");
            }
        });
        return option;
    }

    /// <summary>An option that takes ids, and may be given several times.</summary>
    public static Option<string[]> Ids(string name, string helpName = "ID")
    {
        var option = new Option<string[]>(name) { HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !Hash32.TryParse(token.Value, out _)))
            {
                result.AddError("0x and 64 hexadecimal digits");
            }
        });
        return option;
    }

    public static Option<string?> Text(string name, string helpName) => new(name) { HelpName = helpName };

    /// <summary>One of the states that a list can be narrowed to.</summary>
    public static Option<string?> State(params string[] states) => OneOf("--state", states);

    /// <summary>An option that takes one of these words.</summary>
    public static Option<string?> OneOf(string name, params string[] words)
    {
        var option = new Option<string?>(name) { HelpName = string.Join('|', words) };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static Option<bool> Flag(string name) => new(name);
}
