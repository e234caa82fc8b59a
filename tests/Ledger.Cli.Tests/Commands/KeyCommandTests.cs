// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

public sealed class KeyCommandTests : IDisposable
{
    private const string Address = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A";

    private static readonly string _digits = new('1', 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_key_goes_to_its_keystore_alone_and_opens_with_its_password()
    {
        var file = _folder.File("key.json");
        var password = _folder.Secret("password", "correct horse\n");

        var made = await Run.LedgerAsync($"key create {file} --password-file {password} --lang en");
        var shown = await Run.LedgerAsync($"key show {file} --json --check", new Dictionary<string, string> { ["LEDGER_PASSWORD_FILE"] = password });

        Assert.True((made.ExitCode, shown.ExitCode) == (0, 0), made.Error + shown.Error);
        Assert.Equal(("Keystore", 3), (shown.Json.GetProperty("form").GetString(), JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("version").GetInt32()));
        Assert.Contains(shown.Json.GetProperty("address").GetString()!, made.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", made.Out + made.Error + shown.Out + shown.Error, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_key_in_the_clear_is_made_only_when_asked_for()
    {
        var file = _folder.File("key.json");

        var refused = await Run.LedgerAsync($"key create {file} --lang en");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--plain", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));

        var made = await Run.LedgerAsync($"key create {file} --plain");
        var key = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("privateKey").GetString()!;
        Assert.Equal(0, made.ExitCode);
        Assert.DoesNotContain(key, made.Out + made.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_key_is_imported_shown_listed_given_another_password_and_exported()
    {
        var (source, store, bad) = (_folder.Secret("source.hex", _digits), _folder.File("store.json"), _folder.Secret("bad.json", "{"));
        var (old, fresh) = (_folder.Secret("old", "old password"), _folder.Secret("new", "neues Paßwort 密码"));
        var party = "0x" + new string('a', 64);

        var imported = await Run.LedgerAsync($"key import {source} {store} --party {party} --password-file {old} --json");
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Equal((Address, party), (imported.Json.GetProperty("address").GetString(), imported.Json.GetProperty("party").GetString()));

        var changed = await Run.LedgerAsync($"key change-password {store} --password-file {old} --new-password-file {fresh}");
        Assert.True(changed.ExitCode == 0, changed.Error);
        var wrong = await Run.LedgerAsync($"key show {store} --check --password-file {old} --json --lang en");
        Assert.Equal((2, "keystore-password-wrong"), (wrong.ExitCode, wrong.Json.GetProperty("code").GetString()));

        var listed = (await Run.LedgerAsync($"key list {Path.GetDirectoryName(store)} --json")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([bad, store], listed.Select(item => item.GetProperty("file").GetString()!));
        Assert.Equal("key-file-truncated", listed[0].GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal((Address, "Keystore"), (listed[1].GetProperty("address").GetString(), listed[1].GetProperty("form").GetString()));

        var exported = await Run.LedgerAsync($"key export {store} {_folder.File("out.hex")} --form hex --password-file {fresh}");
        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.Equal("0x" + _digits + "\n", await File.ReadAllTextAsync(_folder.File("out.hex")));
        Assert.DoesNotContain(_digits, exported.Out + exported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_a_new_password_is_asked_for_twice_and_must_be_the_same()
    {
        var file = _folder.File("key.json");
        List<char[]> given = [];
        Queue<string> typed = new(["one", "another", "same", "same", "same"]);

        var differing = await Run.LedgerAsync($"key create {file} --lang en", askSecret: Ask);
        Assert.Equal(2, differing.ExitCode);
        Assert.False(File.Exists(file));
        Assert.Equal(0, (await Run.LedgerAsync($"key create {file}", askSecret: Ask)).ExitCode);
        Assert.Equal(0, (await Run.LedgerAsync($"key show {file} --check", askSecret: Ask)).ExitCode);

        Assert.Empty(typed);
        Assert.All(given, text => Assert.All(text, letter => Assert.Equal('\0', letter)));

        char[] Ask(string question)
        {
            given.Add(typed.Dequeue().ToCharArray());
            return given[^1];
        }
    }

    [Fact]
    public async Task A_key_is_never_written_over()
    {
        var file = _folder.Write("key.json", "mine");

        Assert.Equal(2, (await Run.LedgerAsync($"key create {file} --plain")).ExitCode);
        Assert.Equal(2, (await Run.LedgerAsync($"key export {_folder.Secret("a.hex", _digits)} {file} --form plain")).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("open", "key-file-open-to-others")]
    [InlineData("absent", "key-file-missing")]
    [InlineData("cut", "key-file-truncated")]
    [InlineData("version", "key-file-version-unknown")]
    [InlineData("costly", "keystore-too-costly")]
    [InlineData("mac", "keystore-password-wrong")]
    [InlineData("shut", "keystore-password-needed")]
    public async Task A_file_that_does_not_open_says_why_in_each_language(string how, string code)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no modes there
        }

        var zeros = new string('0', 64);
        var store = $$$"""
            {"version":3,"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"{{{zeros[..32]}}}"},"ciphertext":"{{{zeros}}}","mac":"{{{zeros}}}",
             "kdf":"scrypt","kdfparams":{"n":2,"r":1,"p":1,"dklen":32,"salt":"00"} } }
            """;
        var file = how is "absent" ? _folder.File("absent.json") : _folder.Secret("key.json", how switch
        {
            "cut" => store[..80],
            "version" => store.Replace("\"version\":3", "\"version\":1", StringComparison.Ordinal),
            "costly" => store.Replace("\"n\":2,", "\"n\":1073741824,", StringComparison.Ordinal),
            _ => store,
        });
        var password = how is "shut" ? "" : "--password-file " + _folder.Secret("password", "p");
        if (how is "open")
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        var english = await Run.LedgerAsync($"key show {file} --check {password} --lang en");
        var chinese = await Run.LedgerAsync($"key show {file} --check {password} --lang zh-CN");

        Assert.Equal((2, 2), (english.ExitCode, chinese.ExitCode));
        Assert.Contains($"({code})", english.Error, StringComparison.Ordinal);
        Assert.Contains(code, chinese.Error, StringComparison.Ordinal);
        Assert.Contains(file, english.Error, StringComparison.Ordinal);
        Assert.Contains(file, chinese.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(english.Error, letter => letter >= '\u4e00');
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
    }
}
