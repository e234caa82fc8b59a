// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

public sealed class TerminalTests
{
    [Fact]
    public async Task A_password_typed_at_a_terminal_is_taken_and_never_shown()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // another `script`
        }

        using var folder = new TemporaryFolder();
        var ledger = Shell.Install(folder);
        var (file, password) = (folder.File("key.json"), folder.Secret("password", "correct horse"));

        var said = await Shell.RunAsync(
            "script",
            ["-qec", $"{ledger} key create {file} --lang en", "/dev/null"],
            ("New password: ", "cox\u007frrect horse\r"),
            ("The same password again: ", "correct horse\r"));

        Assert.Contains("New password:", said, StringComparison.Ordinal);
        Assert.True(File.Exists(file), said);
        Assert.DoesNotContain("horse", said, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.LedgerAsync($"key show {file} --check --password-file {password}")).ExitCode);
    }
}
