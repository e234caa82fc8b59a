// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class SigningTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_license_is_proposed_signed_by_two_key_files_and_verified()
    {
        using var folder = new TemporaryFolder();
        var terms = folder.Write("terms.json", SomeTerms.Text);
        var license = await _walk.LicenseAsync();
        var proposed = await LedgerAsync(
            $"license propose --pool {Text(license, "pool")} --licensee {Text(license, "licensee")} --starts 2026-01-01 --ends 2036-01-01 --terms {terms} --json");
        Assert.True(proposed.ExitCode == 0, proposed.Error);
        var proposal = proposed.Json;

        Run? signed = null;
        foreach (var required in proposal.GetProperty("required").EnumerateArray())
        {
            signed = await LedgerAsync(
                $"proposal sign {Text(proposal, "id")} --json", ("LEDGER_KEY_FILE", _walk.KeyOf(required.GetProperty("party").GetString()!).Path));
            Assert.True(signed.ExitCode == 0, signed.Error);
            Assert.Contains("digest = " + Text(proposal, "digest"), signed.Error, StringComparison.Ordinal);
        }

        var operation = await LedgerAsync($"operation show {Text(signed!.Json, "operation")} --wait --json");
        Assert.True(operation.ExitCode == 0, operation.Error);
        var verified = await LedgerAsync($"license verify {Text(operation.Json, "subject")}");
        Assert.True(verified.ExitCode == 0, verified.Out + verified.Error);
        Assert.StartsWith("[ ok ] bundle", verified.Out, StringComparison.Ordinal);
        Assert.Equal(9, verified.Out.Split('\n').Count(line => line.StartsWith("[ ok ]", StringComparison.Ordinal)));
        Assert.Contains("embedded", verified.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endsAt", "4000000000", "4000000001", "digest")]
    [InlineData("digest", "\"digest\":\"0x", "\"digest\":\"0xff", "answer")]
    [InlineData("type", "\"primaryType\":\"LicenseGrant\"", "\"primaryType\":\"Termination\"", "unsound")]
    [InlineData("kind", "\"kind\":\"LicenseGrant\"", "\"kind\":\"Admission\"", "kind")]
    public async Task Typed_data_that_the_host_tampered_with_is_never_signed(string what, string from, string to, string why)
    {
        var proposal = await _walk.ProposeAsync();
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Replace(from, to, StringComparison.Ordinal));
        var key = _walk.KeyOf(proposal.GetProperty("required")[0].GetProperty("party").GetString()!).Path;

        var run = await Run.LedgerAsync($"proposal sign {Text(proposal, "id")} --key-file {key} --url {liar.Url} --lang en");

        Assert.True(why is "answer" ? run.ExitCode == 3 : run.ExitCode is 1 or 2, $"{what}: {run.ExitCode} {run.Error}"); // 3: that is no hash, and no answer
        Assert.Equal(0, liar.Posts);
    }

    [Fact]
    public async Task A_key_under_a_password_signs_like_one_in_the_clear()
    {
        using var folder = new TemporaryFolder();
        var proposal = await _walk.ProposeAsync();
        var (store, password) = (folder.File("store.json"), folder.Secret("password", "correct horse"));
        var party = Text(proposal.GetProperty("required")[0], "party");
        var imported = await LedgerAsync($"key import {_walk.KeyOf(party).Path} {store} --password-file {password}");
        Assert.True(imported.ExitCode == 0, imported.Error);

        var shut = await LedgerAsync($"proposal sign {Text(proposal, "id")} --key-file {store} --lang en");
        var signed = await LedgerAsync($"proposal sign {Text(proposal, "id")} --json", ("LEDGER_KEY_FILE", store), ("LEDGER_PASSWORD_FILE", password));

        Assert.Equal(2, shut.ExitCode);
        Assert.Contains("keystore-password-needed", shut.Error, StringComparison.Ordinal);
        Assert.True(signed.ExitCode == 0, signed.Error);
        Assert.Equal(party, Text(signed.Json.GetProperty("signatures")[0], "party"));
    }

    [Fact]
    public async Task Whoever_says_no_has_not_signed()
    {
        var proposal = await _walk.ProposeAsync();
        var key = _walk.KeyOf(proposal.GetProperty("required")[0].GetProperty("party").GetString()!).Path;

        var run = await Run.LedgerAsync($"proposal sign {Text(proposal, "id")} --key-file {key} --url {host.Url}", confirm: _ => false);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(0, (await host.GetAsync($"/api/v1/proposals/{Text(proposal, "id")}")).Json.GetProperty("signatures").GetArrayLength());
    }

    [Fact]
    public async Task A_key_that_plays_no_part_does_not_sign()
    {
        var proposal = await _walk.ProposeAsync();
        var parties = proposal.GetProperty("required").EnumerateArray().Select(one => one.GetProperty("party").GetString()).ToList();
        var key = host.DemoKeys.First(one => !parties.Contains(one.Party?.Value.ToString())).Path;

        var run = await LedgerAsync(
            $"proposal sign {Text(proposal, "id")} --key-file {key} --lang zh-CN", ("LEDGER_API_KEY_FILE", host.ApiKeyFile("administrator")));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("未签署", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_is_shown_and_withdrawn()
    {
        var id = Text(await _walk.ProposeAsync(), "id");

        Assert.Equal(0, (await LedgerAsync($"proposal show {id}")).ExitCode);
        Assert.Equal("withdrawn", Text((await LedgerAsync($"proposal withdraw {id} --json")).Json, "state"));
    }

    [Fact]
    public async Task Any_act_is_proposed_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var party = Text(await _walk.LicenseAsync(), "licensee");
        var file = folder.Write("void.json", $"{{\"kind\":\"Void\",\"message\":{{\"actId\":\"{SomeRecords.Salt()}\",\"party\":\"{party}\"}}}}");

        var run = await LedgerAsync($"proposal new {file} --json");

        Assert.True(run.ExitCode is 0 or 1, run.Error);
        Assert.Equal(JsonValueKind.Object, run.Json.ValueKind);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private Task<Run> LedgerAsync(string line, params (string Name, string Value)[] environment) => Run.LedgerAsync(
        $"{line} --url {host.Url}", host.Environment(environment));
}
