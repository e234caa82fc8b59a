// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Chain.Keys;
using Ledger.Cli.Tests.Support;
using Ledger.Ethereum;
using Ledger.Evidence.Events;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>A node that leaves out one event; on a chain of its own, for the key acts stay.</summary>
public sealed class OmittedEventTests : IClassFixture<HostFixture>
{
    private const int ReportScope = 4;

    /// <summary>Where in the hexadecimal data of a KeyRetired its signatures begin: after the act's five words, offset and length.</summary>
    private const int SignatureAt = 2 + (2 * 7 * 32);

    private readonly HostFixture _host;
    private readonly Walk _walk;

    public OmittedEventTests(HostFixture host) => (_host, _walk) = (host, new Walk(host));

    [Fact]
    public async Task An_event_that_a_node_leaves_out_is_missed_by_the_state_and_named()
    {
        var license = await _walk.LicenseAsync();
        var (pool, party) = (license.GetProperty("pool").GetString()!, license.GetProperty("licensee").GetString()!);
        await TurnKeyAsync(party);
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), party);
        var whole = await AnchoredAsync(pool);
        Assert.False(whole.Json.GetProperty("chain").GetProperty("own").GetBoolean());
        Assert.Matches("^0x[0-9a-f]{64}$", whole.Json.GetProperty("chain").GetProperty("hash").GetString());

        await NamedAsync(pool, EventTopics.KeyRetired, "log-keys-incomplete", party);
        await NamedAsync(pool, EventTopics.KeyAdmitted, "log-keys-incomplete", party);
        await NamedAsync(pool, EventTopics.PartyOpened, "log-keys-incomplete", null);
        await NamedAsync(pool, EventTopics.CheckpointAnchored, "log-checkpoints-incomplete", pool);
        await NamedAsync(pool, EventTopics.PoolFormed, "log-epochs-incomplete", pool);
    }

    [Fact]
    public async Task A_node_of_ones_own_is_asked_in_place_of_the_hosts_and_the_audit_says_whose_word_it_took()
    {
        var license = await _walk.LicenseAsync();
        var (pool, party) = (license.GetProperty("pool").GetString()!, license.GetProperty("licensee").GetString()!);
        await TurnKeyAsync(party);
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), party);
        await AnchoredAsync(pool);
        await using var liar = await LyingHost.StartAsync(_host.Url, text => LyingHost.Without(text, EventTopics.KeyRetired));
        var own = new Uri(_host.Url, "/rpc");

        var english = await LedgerAsync($"audit log --pool {pool} --node {own}", liar.Url);
        Assert.True(english.ExitCode == 0, english.Error + english.Out);
        Assert.Contains($"at the node that you named, {own.GetLeftPart(UriPartial.Authority)}", english.Out, StringComparison.Ordinal);
        Assert.Contains("不是主机的", (await LedgerAsync($"audit log --pool {pool} --node {own} --lang zh-CN", liar.Url)).Out, StringComparison.Ordinal);
        Assert.Contains("是主机的说法", (await LedgerAsync($"audit log --pool {pool} --lang zh-CN")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await LedgerAsync($"audit log --pool {pool} --node {liar.Url}/rpc")).ExitCode);
        Assert.Equal(2, (await LedgerAsync($"audit log --pool {pool} --node somewhere")).ExitCode);
        var none = await LedgerAsync($"audit log --pool 0x{new string('1', 64)}");
        Assert.True(none.ExitCode == 1 && none.Error.Contains("has no pool", StringComparison.Ordinal), none.Error);
    }

    [Fact]
    public async Task A_value_that_the_state_root_does_not_have_is_no_answer()
    {
        var pool = (await _walk.LicenseAsync()).GetProperty("pool").GetString()!;
        await using var liar = await LyingHost.StartAsync(_host.Url, text =>
            text.Contains("\"storageProof\"", StringComparison.Ordinal) ? text.Replace("\"accountProof\":[\"0xf", "\"accountProof\":[\"0xe", StringComparison.Ordinal) : text);
        var run = await LedgerAsync($"audit log --pool {pool}", liar.Url);
        Assert.True(run.ExitCode == 3, run.Error + run.Out);
    }

    [Fact]
    public async Task An_event_that_is_not_in_its_blocks_receipts_as_shown_is_no_answer()
    {
        var license = await _walk.LicenseAsync();
        var (pool, party) = (license.GetProperty("pool").GetString()!, license.GetProperty("licensee").GetString()!);
        await TurnKeyAsync(party);
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), party);
        await AnchoredAsync(pool);
        foreach (var lie in new Action<JsonNode>[]
        {
            log => log["logIndex"] = "0x7", // a place that the block does not have
            log => log["data"] = log["data"]!.GetValue<string>().Remove(SignatureAt, 2).Insert(SignatureAt, "77"), // signatures that no header's bloom tells from others
        })
        {
            await using var liar = await LyingHost.StartAsync(_host.Url, text => Changed(text, EventTopics.KeyRetired, lie));
            var run = await LedgerAsync($"audit log --pool {pool}", liar.Url);
            Assert.True(run.ExitCode == 3, run.Error + run.Out);
        }

        // Receipts that do not make the header's root are no better.
        await using var another = await LyingHost.StartAsync(_host.Url, text => text.Replace("\"cumulativeGasUsed\":\"0x", "\"cumulativeGasUsed\":\"0x1", StringComparison.Ordinal));
        Assert.Equal(3, (await LedgerAsync($"audit log --pool {pool}", another.Url)).ExitCode);
    }

    /// <summary>An answer with logs whose first one of a name is changed.</summary>
    private static string Changed(string text, Hash32 topic, Action<JsonNode> lie)
    {
        if (!text.Contains("\"result\":[{", StringComparison.Ordinal) || JsonNode.Parse(text)!.AsObject() is not { } answer
            || answer["result"]!.AsArray().FirstOrDefault(log => log!["topics"]?[0]?.GetValue<string>() == topic.ToString()) is not { } found)
        {
            return text;
        }

        lie(found);
        return answer.ToJsonString();
    }

    /// <summary>Audits over a node that leaves out the first event of a name.</summary>
    private async Task NamedAsync(string pool, Hash32 topic, string code, string? subject)
    {
        await using var liar = await LyingHost.StartAsync(_host.Url, text => LyingHost.Without(text, topic));
        var run = await LedgerAsync($"audit log --pool {pool} --json", liar.Url);
        Assert.True(run.ExitCode == 1, code + run.Error + run.Out);
        Assert.All(run.Json.GetProperty("findings").EnumerateArray(), one => Assert.Equal(code, one.GetProperty("code").GetString()));
        Assert.True(subject is null || run.Json.GetProperty("findings").EnumerateArray().Any(one => one.GetProperty("subject").GetString() == subject), run.Out);
    }

    /// <summary>A party admits a key and retires it again.</summary>
    private async Task TurnKeyAsync(string party)
    {
        var fresh = new LocalSigner(RandomNumberGenerator.GetBytes(32), isDemo: true);
        await DoneAsync("KeyAdmission", new { party, key = fresh.Address, scopes = ReportScope }, party, fresh);
        await DoneAsync("KeyRetirement", new { party, key = fresh.Address }, party, null);
    }

    private async Task DoneAsync(string kind, object message, string party, LocalSigner? second)
    {
        var proposal = await _host.PostAsync("/api/v1/proposals", new { kind, message });
        Assert.True(proposal.Status == 201, proposal.Text);
        var signed = await _walk.SignAsync(proposal.Json, party);
        Assert.True(signed.Status == 200, signed.Text);
        if (second is not null)
        {
            Assert.True(Ethereum.Typed.TypedData.TryParse(proposal.Json.GetProperty("typedData"), out var data, out var what), what);
            signed = await _host.PostAsync(
                $"/api/v1/proposals/{proposal.Json.GetProperty("id").GetString()}/signatures",
                new { party, key = second.Address, signature = second.Sign(data.Digest).ToString() });
            Assert.True(signed.Status == 200, signed.Text);
        }

        var operation = signed.Json.GetProperty("operation").GetString();
        await Eventually.IsTrueAsync(
            async () => (await _host.GetAsync($"/api/v1/operations/{operation}")).Json.GetProperty("state").GetString() is "final", "The act is final.");
    }

    /// <summary>Audits until final checkpoints pass every leaf.</summary>
    private async Task<Run> AnchoredAsync(string pool)
    {
        Run? run = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                run = await LedgerAsync($"audit log --pool {pool} --json");
                Assert.True(run.ExitCode is 0 or 4, run.Error + run.Out);
                return run.ExitCode == 0 && run.Json.GetProperty("beyond").GetInt32() == 0;
            },
            "Final checkpoints pass every leaf.");
        return run!;
    }

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? _host.Url.ToString()}", _host.Environment());
}
