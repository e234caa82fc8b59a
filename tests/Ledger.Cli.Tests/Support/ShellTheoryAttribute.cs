// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli.Tests.Support;

/// <summary>Tests that run a shell, and are skipped, with a word, where the machine has none of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell)
    {
        if (!new[] { "/usr/bin", "/bin", "/usr/local/bin" }.Any(folder => File.Exists(Path.Combine(folder, shell))))
        {
            Skip = $"This machine has no {shell}.";
        }
    }
}
