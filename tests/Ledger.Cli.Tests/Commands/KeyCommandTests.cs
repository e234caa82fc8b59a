// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

public sealed class KeyCommandTests
{
    [Fact]
    public async Task A_new_key_goes_to_its_file_alone()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("key.json");

        var made = await Run.LedgerAsync($"key new {file}");
        var shown = await Run.LedgerAsync($"key show {file} --json");

        Assert.Equal((0, 0), (made.ExitCode, shown.ExitCode));
        var key = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("privateKey").GetString()!;
        Assert.DoesNotContain(key, made.Out + made.Error + shown.Out + shown.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(shown.Json.GetProperty("address").GetString()!, made.Out, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_key_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("key.json", "mine");

        Assert.Equal(2, (await Run.LedgerAsync($"key new {file}")).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("key.json");
        await Run.LedgerAsync($"key new {file}");
        if (OperatingSystem.IsWindows())
        {
            return; // no modes there
        }

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Equal(2, (await Run.LedgerAsync($"key show {file}")).ExitCode);
    }
}
