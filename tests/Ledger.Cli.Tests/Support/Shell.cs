// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;

namespace Ledger.Cli.Tests.Support;

/// <summary>Runs programs of the system beside the built command, which lies in the folder as <c>ledger</c>.</summary>
internal static class Shell
{
    /// <summary>A <c>ledger</c> that starts the built command, as an installation has it.</summary>
    public static string Install(TemporaryFolder folder)
    {
        var path = folder.Write("ledger", $"#!/bin/sh\nexec '{Environment.ProcessPath}' '{Path.Combine(AppContext.BaseDirectory, "ledger.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>What a program writes; where it asks, <paramref name="answers"/> are typed, one at each question's end.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, params (string Question, string Answer)[] answers)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = new StringBuilder();
        foreach (var (question, answer) in answers)
        {
            var from = said.Length;
            var letter = new char[1];
            while (!said.ToString(from, said.Length - from).Contains(question, StringComparison.Ordinal) && await process.StandardOutput.ReadAsync(letter) == 1)
            {
                said.Append(letter[0]);
            }

            await process.StandardInput.WriteAsync(answer);
            await process.StandardInput.FlushAsync();
        }

        said.Append(await process.StandardOutput.ReadToEndAsync());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return said + await error;
    }
}
