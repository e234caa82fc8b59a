// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>The verbs that propose acts, against a real host.</summary>
[Collection(HostCollection.Name)]
public sealed class ActVerbTests(HostFixture host)
{
    private const string Address = "0x00000000000000000000000000000000000000A1";

    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("party open --root-key ADDRESS --guardian ADDRESS", "PartyOpening")]
    [InlineData("party key-admit LICENSEE --key ADDRESS --scopes 4 --valid-until 2040-01-01", "KeyAdmission")]
    [InlineData("pool admit POOL --party LICENSEE", "Admission")]
    [InlineData("pool enrol POOL --party LICENSEE --enrolment FILE", "Enrolment")]
    [InlineData("pool administrator POOL --administrator LICENSEE", "AdministratorChange")]
    [InlineData("pool policy POOL --policy LICENSEE --code-hash POOL --text words", "PolicyChange")]
    [InlineData("pool log-key POOL", "LogKeyChange")]
    [InlineData("pool form --governance 1 --administrator LICENSEE --founders LICENSEE --quorum 600", "PoolCharter")]
    [InlineData("license amend LICENSE --effective 2030-01-01 --ends 2039-01-01", "Amendment")]
    [InlineData("license suspend LICENSE --effective 2030-01-01 --reason unpaid", "Suspension")]
    [InlineData("license terminate LICENSE --effective 2030-01-01 --reason unpaid", "Termination")]
    [InlineData("license import --pool POOL --licensee LICENSEE --schedule SCHEDULE --starts 2020-01-01 --signed 2020-01-01 --paper words", "AttestedImport")]
    public async Task A_verb_proposes_its_act(string line, string kind)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("enrolment.json", """{"legalName":"A","registerKind":"other","registerNumber":"1","country":"CN"}""");
        var run = await LedgerAsync(await FillAsync(line, file) + " --json");
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.Equal(kind, Text(run.Json, "kind"));
    }

    [Theory]
    [InlineData("party key-retire LICENSEE --key ADDRESS", "key-not-held")]
    [InlineData("party key-compromised LICENSEE --key ADDRESS --since 2020-01-01", "key-unknown")]
    [InlineData("party recovery-start LICENSEE --new-key ADDRESS", "guardian-missing")]
    [InlineData("party recovery-cancel LICENSEE", "no-recovery")]
    [InlineData("party recovery-complete LICENSEE", "no-recovery")]
    [InlineData("pool depart POOL --party LICENSEE", "not-member")]
    [InlineData("pool remove POOL --party LICENSEE --reason words", "not-member")]
    [InlineData("pool succeed POOL --party LICENSEE --successor LICENSEE --evidence words", "not-member")]
    [InlineData("license reinstate LICENSE", "not-suspended")]
    [InlineData("license assign LICENSE --assignee LICENSEE --evidence words", "assigned-to-licensee")]
    [InlineData("license countersign LICENSE", "not-attested")]
    [InlineData("license sublicense LICENSE --sublicensee LICENSEE --starts 2026-01-01 --ends 2025-01-01", "empty-term")]
    public async Task What_the_rules_refuse_is_said_with_its_code(string line, string code)
    {
        var run = await LedgerAsync(await FillAsync(line, "") + " --json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(code, Text(run.Json, "code"));
    }

    [Fact]
    public async Task A_license_is_suspended_by_two_commands_and_any_act_by_its_kind()
    {
        using var folder = new TemporaryFolder();
        var license = Text(await _walk.LicenseAsync(), "id");
        var message = folder.Write("act.json", $$"""{"license":"{{license}}","effectiveAt":4000000000}""");
        var proposed = await LedgerAsync($"proposal create --kind Suspension --message {message} --json");
        Assert.True(proposed.ExitCode == 0, proposed.Error);
        Assert.Equal("Suspension", Text(proposed.Json, "kind"));
    }

    [Fact]
    public async Task Members_are_listed_with_how_and_since_when()
    {
        var license = await _walk.LicenseAsync();
        var run = await LedgerAsync($"member list {Text(license, "pool")} --json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(run.Json.GetProperty("items").EnumerateArray(), member => Assert.Equal("admission", Text(member, "how")));
    }

    private async Task<string> FillAsync(string line, string file)
    {
        var license = await _walk.LicenseAsync();
        return line.Replace("ADDRESS", Address, StringComparison.Ordinal)
            .Replace("LICENSEE", Text(license, "licensee"), StringComparison.Ordinal)
            .Replace("LICENSE", Text(license, "id"), StringComparison.Ordinal)
            .Replace("SCHEDULE", Text(license, "schedule"), StringComparison.Ordinal)
            .Replace("POOL", Text(license, "pool"), StringComparison.Ordinal)
            .Replace("FILE", file, StringComparison.Ordinal);
    }

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url} --lang en", host.Environment());

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
