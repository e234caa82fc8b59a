// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Host.Tests.Support;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string File(string path) => Path.Combine(Root(), path);

    /// <summary>The sources below a folder; nothing that a build made.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(File(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
