// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Architecture;

/// <summary>The checkout that these tests were built from, read as text.</summary>
internal static class Checkout
{
    private static readonly string[] _made = ["bin", "obj", "node_modules", "wwwroot", "artifacts", "cache", "coverage", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every file below the given folders, with / between names, without what a build makes.</summary>
    public static IReadOnlyList<string> Files(params string[] folders) =>
        [.. folders.SelectMany(folder => Below(Path.Combine(Root, folder))).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Projects() => Files("src", "tests").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>What people wrote, not tools: code of every language here.</summary>
    public static IReadOnlyList<string> Sources() =>
        [.. Files("src", "tests", "contracts", "scripts").Where(path =>
            Path.GetExtension(path) is ".cs" or ".sol" or ".js" or ".ts" or ".tsx" or ".css" && !IsGenerated(path))];

    public static bool IsGenerated(string path) =>
        path.EndsWith(".g.cs", StringComparison.Ordinal) || path.EndsWith("/schema.d.ts", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        var folders = Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is var name && !_made.Contains(name, StringComparer.Ordinal) && name[0] != '.');
        return files.Concat(folders.SelectMany(Below));
    }

    private static string FindRoot(string from)
    {
        var folder = new DirectoryInfo(from);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Ledger.sln above {from}.");
    }
}
