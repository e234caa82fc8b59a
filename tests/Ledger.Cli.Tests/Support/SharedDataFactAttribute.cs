// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli.Tests.Support;

/// <summary>A test that reads data beside the checkout, and is skipped, with a word, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string name)
    {
        if (PathOf(name) is null)
        {
            Skip = $"../shared/data/{name} is not beside this checkout.";
        }
    }

    /// <summary>The file's path; null where it is not there.</summary>
    public static string? PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", name);
                return File.Exists(path) ? Path.GetFullPath(path) : null;
            }
        }

        return null;
    }
}
