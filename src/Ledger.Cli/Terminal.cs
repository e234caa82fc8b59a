// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli;

/// <summary>Asks a person for what must not be seen.</summary>
internal static class Terminal
{
    private const int MaxLetters = 1024;

    /// <summary>Reads one line without showing it; the caller zeroes what comes back.</summary>
    public static char[] AskSecret(string question)
    {
        // The first look at the keyboard also turns the echo off, before anybody is asked; what was typed too early was seen.
        while (Console.KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }

        Console.Error.Write(question + " ");
        var typed = new char[MaxLetters];
        try
        {
            var length = 0;
            for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
            {
                length = key switch
                {
                    { Key: ConsoleKey.Backspace } => Math.Max(0, length - 1),
                    { KeyChar: >= ' ' } when length < MaxLetters => Take(typed, length, key.KeyChar),
                    _ => length,
                };
            }

            return typed[..length];
        }
        finally
        {
            Array.Clear(typed);
            Console.Error.WriteLine();
        }
    }

    private static int Take(char[] typed, int at, char letter)
    {
        typed[at] = letter;
        return at + 1;
    }
}
