// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Running;

/// <summary>A PATH that has every tool of this machine save some, and some that are made up.</summary>
internal sealed class Tools : IDisposable
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly Place _place = new();

    public Tools(params IReadOnlyList<string> missing)
    {
        Place.Permit(_place.Root, Executable);
        foreach (var tool in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            if (!missing.Contains(Path.GetFileName(tool), StringComparer.Ordinal) && !Path.Exists(_place[Path.GetFileName(tool)]))
            {
                File.CreateSymbolicLink(_place[Path.GetFileName(tool)], tool);
            }
        }
    }

    public string PathVariable => _place.Root;

    /// <summary>Puts a script under a tool's name.</summary>
    public void Pretend(string tool, string script)
    {
        File.Delete(_place[tool]);
        Place.Permit(_place.Write(tool, $"#!/bin/sh\n{script}\n"), Executable);
    }

    public void Dispose() => _place.Dispose();
}
