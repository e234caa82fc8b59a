// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Startup;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class ApiKeyCommandTests(HostFixture host)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_partys_key_is_made_into_a_file_listed_used_within_its_scopes_and_revoked()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var (party, pool, id) = (Text(license, "licensee"), Text(license, "pool"), Text(license, "id"));
        var file = folder.File("reader.apikey");

        var made = await LedgerAsync($"apikey create --label reader --of-party {party} --role {pool}=licensee --scope read --expires 2999-01-01 --output {file} --json");
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.False(made.Json.TryGetProperty("token", out _));
        Assert.Equal(["read"], made.Json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal((party, "active", 32_472_144_000UL), (Text(made.Json, "party"), Text(made.Json, "state"), made.Json.GetProperty("expiresAt").GetUInt64()));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == OwnerOnly);

        Assert.Equal(0, (await UsingAsync(file, $"license terms show {id}")).ExitCode);
        var proposed = await UsingAsync(file, $"license terminate {id} --effective 2999-01-01");
        Assert.Equal((1, "scope-missing"), (proposed.ExitCode, Text(proposed.Json, "code")));

        var key = Text(made.Json, "id");
        var listed = await LedgerAsync("apikey list --limit 500 --json");
        Assert.Single(listed.Json.GetProperty("items").EnumerateArray(), one => Text(one, "id") == key);
        Assert.DoesNotContain((await File.ReadAllTextAsync(file)).Trim(), listed.Out, StringComparison.Ordinal);

        var revoked = await LedgerAsync($"apikey revoke {key} --json");
        Assert.Equal((0, "revoked"), (revoked.ExitCode, Text(revoked.Json, "state")));
        var after = await UsingAsync(file, $"license terms show {id}");
        Assert.Equal((1, "api-key-revoked"), (after.ExitCode, Text(after.Json, "code")));
    }

    [Fact]
    public async Task Without_a_file_the_token_is_shown_once()
    {
        var party = Text(await _walk.LicenseAsync(), "licensee");
        var made = await LedgerAsync($"apikey create --label shown --of-party {party} --json");
        Assert.Matches("^ledger_[0-9a-f]{64}$", Text(made.Json, "token"));
        Assert.DoesNotContain(Text(made.Json, "token")[7..], (await LedgerAsync("apikey list --limit 500 --json")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "active", "revoked")]
    [InlineData("zh-CN", "有效", "已吊销")]
    public async Task Keys_are_shown_in_the_language_asked_for(string language, string active, string revoked)
    {
        var party = Text(await _walk.LicenseAsync(), "licensee");
        var made = await LedgerAsync($"apikey create --label in-{language} --of-party {party} --lang {language}");
        Assert.Contains(active, made.Out, StringComparison.Ordinal);
        var keys = (await LedgerAsync("apikey list --limit 500 --json")).Json.GetProperty("items").EnumerateArray();
        var key = Text(keys.Last(one => string.Equals(Text(one, "label"), "in-" + language, StringComparison.Ordinal)), "id");
        Assert.Contains(revoked, (await LedgerAsync($"apikey revoke {key} --lang {language}")).Out, StringComparison.Ordinal);
        Assert.Contains(revoked, (await LedgerAsync($"apikey list --limit 500 --lang {language}")).Out, StringComparison.Ordinal);
    }

    /// <summary>The options after a label, the exit code and the code.</summary>
    public static TheoryData<string, int, string?> Wrong => new()
    {
        { "--of-party PARTY --expires 2020-01-01", 1, "api-key-invalid" },
        { "--of-party PARTY --scope operate", 1, "api-key-invalid" },
        { "--of-party PARTY --scope everything", 1, "api-key-invalid" },
        { "--of-party PARTY --operator", 1, "api-key-invalid" },
        { "", 1, "api-key-invalid" },
        { "--of-party PARTY --role POOL=king", 1, "api-key-invalid" },
        { "--of-party PARTY --role POOL=administrator", 1, "role-not-held" },
        { "--of-party 0x0000000000000000000000000000000000000000000000000000000000000007", 1, "party-unknown" },
        { "--of-party PARTY --role licensee", 2, null },
        { "--of-party PARTY --expires yesterday", 2, null },
        { "--of-party PARTY --output /etc/hostname", 2, null },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_key_that_cannot_be_is_refused_in_both_languages(string options, int exitCode, string? code)
    {
        var license = await _walk.LicenseAsync();
        var line = "apikey create --label wrong " + options.Replace("PARTY", Text(license, "licensee"), StringComparison.Ordinal).Replace("POOL", Text(license, "pool"), StringComparison.Ordinal);

        var (json, english, chinese) = (await LedgerAsync(line + " --json"), await LedgerAsync(line + " --lang en"), await LedgerAsync(line + " --lang zh-CN"));

        Assert.Equal((exitCode, exitCode, exitCode), (json.ExitCode, english.ExitCode, chinese.ExitCode));
        Assert.True(code is null || string.Equals(Text(json.Json, "code"), code, StringComparison.Ordinal), json.Out);
        Assert.DoesNotContain(english.Error, letter => letter >= '\u4e00');
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
    }

    [Fact]
    public async Task A_lost_operators_key_is_replaced_with_the_host_stopped_and_not_while_it_runs()
    {
        await using var own = await OwnHost.StartAsync(new DoorOptions());
        var old = own.OperatorToken;
        using var folder = new TemporaryFolder();
        var second = folder.File("second.apikey");
        Assert.Equal(0, (await Run.LedgerAsync(
            $"apikey create --label second --operator --output {second} --url {own.Client.BaseAddress} --api-key-file {Path.Combine(own.Directory, "operator.key")}")).ExitCode);

        var english = await Run.LedgerAsync($"apikey operator --data {own.Directory} --lang en");
        var chinese = await Run.LedgerAsync($"apikey operator --data {own.Directory} --lang zh-CN");
        Assert.Equal((1, 1), (english.ExitCode, chinese.ExitCode));
        Assert.Contains("directory-locked", english.Error, StringComparison.Ordinal);
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
        Assert.Equal(old, own.OperatorToken);

        await own.StopAsync();
        var replaced = await Run.LedgerAsync($"apikey operator --data {own.Directory} --json");
        Assert.True(replaced.ExitCode == 0, replaced.Error);
        Assert.Equal(2, replaced.Json.GetProperty("revoked").GetArrayLength());
        Assert.NotEqual(old, own.OperatorToken);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(own.Directory, "operator.key")) == OwnerOnly);

        await own.RestartAsync();
        Assert.Equal(200, await StatusAsync(own, own.OperatorToken));
        Assert.Equal(401, await StatusAsync(own, old));
        Assert.Equal(401, await StatusAsync(own, (await File.ReadAllTextAsync(second)).Trim()));
    }

    private static async Task<int> StatusAsync(OwnHost own, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/api-keys");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await own.Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private Task<Run> UsingAsync(string apiKeyFile, string line) => Run.LedgerAsync($"{line} --url {host.Url} --api-key-file {apiKeyFile} --json");

    /// <summary>As the operator.</summary>
    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url} --api-key-file {Path.Combine(host.DataDirectory, "operator.key")}");
}
