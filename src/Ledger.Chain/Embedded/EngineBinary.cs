// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Ledger.Chain.Embedded;

/// <summary>Finds anvil's platform binary. The npm wrapper is of no use: killing it leaves the real process running.</summary>
internal static class EngineBinary
{
    internal static string Find(string? stated)
    {
        if (stated is not null)
        {
            return File.Exists(stated) ? stated : throw Missing($"There is no engine at '{stated}'.");
        }

        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var name = OperatingSystem.IsWindows() ? "anvil.exe" : "anvil";
        var inside = Path.Combine("node_modules", "@foundry-rs", $"anvil-{system}-{processor}", "bin", name);
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            {
                var path = Path.Combine(directory.FullName, inside);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw Missing($"The embedded chain's engine (@foundry-rs/anvil-{system}-{processor}) is not installed: run 'npm install' beside the program.");
    }

    /// <summary>The full path of a program on the search path; null when it is not there.</summary>
    internal static string? Tool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/bin").Append("/bin")
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);

    private static ChainFault Missing(string message) => new(ChainFaultKind.Embedded, message, isTransient: false);
}
