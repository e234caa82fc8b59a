// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli.Commands;

/// <summary>An answer of the host that is kept as a file.</summary>
internal static class FetchedFile
{
    /// <summary>Writes beside the file first, so that what is there under its name is whole; a file that is there is not overwritten.</summary>
    /// <param name="type">The media type that is asked for.</param>
    public static async Task<int> WriteAsync(Session session, string path, string type, string file, CancellationToken cancel)
    {
        if (File.Exists(file))
        {
            throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
        }

        var part = file + ".part";
        try
        {
            await using (var to = File.Create(part))
            {
                await session.Api.CopyAsync(path, type, to, cancel);
            }

            File.Move(part, file);
        }
        finally
        {
            File.Delete(part);
        }

        session.Printer.Say("trace.written", ("file", file));
        return ExitCode.Ok;
    }
}
