// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli;

/// <summary>The world as a command sees it; tests hand in their own.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Confirm">Asks a person a yes-or-no question; null where nobody sits at the terminal.</param>
/// <param name="AskSecret">Asks a person for a text that is not shown; null where nobody sits at the terminal. Whoever asks zeroes it.</param>
/// <param name="UseColor">Whether <paramref name="Out"/> is a terminal that shows colors.</param>
/// <param name="ShowProgress">Whether somebody watches <paramref name="Error"/>.</param>
/// <param name="Road">The road to the host; null: the network. It outlives the command.</param>
public sealed record Surroundings(
    TextWriter Out,
    TextWriter Error,
    Func<string, string?> Variable,
    TimeProvider Clock,
    Func<string, bool>? Confirm = null,
    bool UseColor = false,
    Func<string, char[]>? AskSecret = null,
    bool ShowProgress = false,
    HttpMessageHandler? Road = null)
{
    public static Surroundings OfProcess() => new(
        Console.Out,
        Console.Error,
        Environment.GetEnvironmentVariable,
        TimeProvider.System,
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : Ask,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : Terminal.AskSecret,
        !Console.IsErrorRedirected);

    private static bool Ask(string question)
    {
        Console.Error.Write(question + " ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes" or "是";
    }
}
