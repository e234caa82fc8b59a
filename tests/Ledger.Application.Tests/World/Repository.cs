// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Tests.World;

/// <summary>Where this checkout lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The folder of all three worlds.</summary>
    public static string AllSeeds => Path.Combine(Root, "seeds");

    public static string Seeds => Path.Combine(Root, "seeds", "avs.json");

    public static string Anvil => Path.Combine(Root, "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Ledger.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Ledger.sln above the tests.");
    }
}
