// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Host.Tests.Support;

/// <summary>What a party does from outside: proposes, signs, reports, observes; only with the API and its key files.</summary>
public sealed class Walk(HostFixture host)
{
    private readonly Dictionary<Hash32, RecordId> _streams = [];

    public async Task<JsonElement> PoolAsync() => (await host.GetAsync("/api/v1/pools")).Json.GetProperty("items")[0];

    public async Task<JsonElement> LicenseAsync() => (await host.GetAsync("/api/v1/licenses")).Json.GetProperty("items")[0];

    public KeyFile KeyOf(string party) => host.DemoKeys.Single(key => key.Party?.Value.ToString() == party);

    /// <summary>Proposes a license to the licensee of an existing one.</summary>
    public async Task<JsonElement> ProposeAsync(string? key = null) => await ProposeToAsync(await LicenseAsync(), key);

    /// <summary>Proposes one more license to the licensee of that one.</summary>
    public async Task<JsonElement> ProposeToAsync(JsonElement license, string? key = null)
    {
        var answer = await host.PostAsync(
            "/api/v1/proposals",
            new
            {
                kind = "LicenseGrant",
                message = new
                {
                    pool = license.GetProperty("pool"),
                    licensee = license.GetProperty("licensee"),
                    schedule = license.GetProperty("schedule"),
                    startsAt = license.GetProperty("startsAt"),
                    endsAt = 4_000_000_000,
                },
                documents = new { terms = SomeTerms.Json },
            },
            key);
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json;
    }

    /// <summary>Signs for every party that the proposal needs.</summary>
    public async Task<JsonElement> SignAllAsync(JsonElement proposal)
    {
        var signed = proposal;
        foreach (var required in proposal.GetProperty("required").EnumerateArray())
        {
            var answer = await SignAsync(proposal, required.GetProperty("party").GetString()!);
            Assert.True(answer.Status == 200, answer.Text);
            signed = answer.Json;
        }

        return signed;
    }

    public Task<Answered> SignAsync(JsonElement proposal, string party)
    {
        Assert.True(TypedData.TryParse(proposal.GetProperty("typedData"), out var data, out var error), error);
        var key = KeyOf(party);
        return host.PostAsync(
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            new { party, key = key.Signer.Address, signature = key.Signer.Sign(data.Digest).ToString() });
    }

    /// <summary>A new key of a party's, with those scopes, once the act is final.</summary>
    public async Task<ISigner> AdmitAsync(string party, KeyScopes scopes)
    {
        var fresh = NewSigner();
        var admission = await ProposeAsync("KeyAdmission", new { party, key = fresh.Address, scopes = (int)scopes });
        await SignForAsync(admission, KeyOf(party).Signer);
        await FinalAsync(await SignForAsync(admission, fresh));
        return fresh;
    }

    /// <summary>A new party with a key of its own, known to the chain and without a role anywhere, and an API key of its.</summary>
    public async Task<(PartyId Party, ISigner Signer, string Token)> OpenPartyAsync()
    {
        var fresh = NewSigner();
        var opening = await ProposeAsync("PartyOpening", new { rootKey = fresh.Address });
        await FinalAsync(await SignForAsync(opening, fresh));
        var party = Hash32.Parse(opening.GetProperty("id").GetString()!);
        var key = await host.PostAsync("/api/v1/api-keys", new { label = "newcomer", party });
        Assert.True(key.Status == 201, key.Text);
        return (new PartyId(party), fresh, key.Json.GetProperty("token").GetString()!);
    }

    private static LocalSigner NewSigner() => new(RandomNumberGenerator.GetBytes(Hash32.Size), isDemo: true);

    public async Task<JsonElement> ProposeAsync(string kind, object message)
    {
        var answer = await host.PostAsync("/api/v1/proposals", new { kind, message });
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json;
    }

    /// <summary>Waits until the act that was signed last is final.</summary>
    public Task FinalAsync(JsonElement signed) => Eventually.IsTrueAsync(
        async () => (await host.GetAsync($"/api/v1/operations/{signed.GetProperty("operation").GetString()}")).Json.GetProperty("state").GetString() is "final",
        "The act becomes final.");

    /// <summary>Signs in the place that a proposal has for the key, or for its party.</summary>
    public async Task<JsonElement> SignForAsync(JsonElement proposal, ISigner key)
    {
        var required = proposal.GetProperty("required").EnumerateArray()
            .First(one => !one.TryGetProperty("key", out var named) || named.ValueKind != JsonValueKind.String || named.GetString() == key.Address.ToString());
        var answer = await host.PostAsync(
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            new
            {
                party = required.TryGetProperty("party", out var party) ? party : default(JsonElement?),
                key = key.Address,
                signature = key.Sign(Hash32.Parse(proposal.GetProperty("digest").GetString()!)).ToString(),
            });
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    /// <summary>A signed report of the first license's holder; the stream keeps the tests apart.</summary>
    /// <param name="of">Another license's holder.</param>
    public async Task<UsageReportRequest> ReportAsync(
        Hash32 stream, UsageReport? after = null, int lines = 3, Func<UsageReport, UsageReport>? change = null, JsonElement? of = null)
    {
        var license = of ?? await LicenseAsync();
        var said = SomeRecords.Lines(lines);
        var opened = after?.Stream ?? await StreamAsync(stream, license);
        var report = SomeRecords.Report(license, opened, after, said, await ChainTimeAsync(), await RecentBlockAsync());
        report = change?.Invoke(report) ?? report;
        return SomeRecords.Sign(report, said, KeyOf(license.GetProperty("licensee").GetString()!).Signer, await UsageDomainAsync());
    }

    /// <summary>A signed report of the first license's holder in the stream of another's.</summary>
    public async Task<UsageReportRequest> StrayAsync()
    {
        var licenses = (await host.GetAsync("/api/v1/licenses")).Json.GetProperty("items").EnumerateArray().ToList();
        var other = licenses.First(one => one.GetProperty("licensee").GetString() != licenses[0].GetProperty("licensee").GetString());
        var theirs = ReportOf(await ReportAsync(SomeRecords.Salt(), of: other)).Stream;
        return await ReportAsync(SomeRecords.Salt(), change: report => report with { Stream = theirs });
    }

    /// <summary>The stream of that label, opened on the first call.</summary>
    private async Task<RecordId> StreamAsync(Hash32 label, JsonElement license)
    {
        if (!_streams.TryGetValue(label, out var stream))
        {
            var opening = SomeRecords.Opening(license, await RecentBlockAsync());
            await RecordAsync(opening, opening.Reporter.Value.ToString());
            _streams[label] = stream = opening.Id;
        }

        return stream;
    }

    /// <summary>Signs a record with a party's demonstration key and hands it in; gives the receipt.</summary>
    public async Task<JsonElement> RecordAsync<TRecord>(TRecord record, string party)
        where TRecord : IUsageRecord, ITypedStruct<TRecord>
    {
        var answer = await host.PostAsync(
            "/api/v1/records", SomeRecords.Sign(record, KeyOf(party).Signer, await UsageDomainAsync()), token: host.TokenOf(party));
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json;
    }

    /// <param name="evidence">What it rests on; null for the observer's bare word.</param>
    public async Task<ObservationRequest> ObservationAsync(string maker, string country = "CN", IReadOnlyList<EvidenceItem>? evidence = null)
    {
        var pool = await PoolAsync();
        var observation = SomeRecords.Observation(pool, maker, country, await ChainTimeAsync(), await RecentBlockAsync()) with
        {
            EvidenceRoot = ObservationEvidence.Root(evidence ?? []),
        };
        var request = SomeRecords.Sign(observation, KeyOf(observation.Observer.Value.ToString()).Signer, await UsageDomainAsync());
        return request with { Evidence = evidence is null ? null : [.. evidence.Select(piece => SomeRecords.Message(piece))] };
    }

    public async Task<JsonElement> RpcAsync(string method, params object[] parameters)
    {
        var answer = await host.PostAsync("/rpc", new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        return answer.Json;
    }

    public static UsageReport ReportOf(UsageReportRequest request) => TypedDataJson.ReadMessage<UsageReport>(request.Report);

    /// <summary>The time of the newest block, UTC seconds.</summary>
    public async Task<ulong> ChainTimeAsync() =>
        Convert.ToUInt64((await RpcAsync("eth_getBlockByNumber", "latest", false)).GetProperty("result").GetProperty("timestamp").GetString(), 16);

    /// <summary>The block before the newest where it is as recent: the host may not have read the newest yet.</summary>
    public async Task<Hash32> RecentBlockAsync()
    {
        var newest = await BlockAsync("latest");
        var number = Convert.ToUInt64(newest.GetProperty("number").GetString(), 16);
        var before = await BlockAsync($"0x{number - Math.Min(number, 1):x}");
        return Hash32.Parse((TimeOf(newest) - TimeOf(before) < 3600 ? before : newest).GetProperty("hash").GetString()!);

        static ulong TimeOf(JsonElement block) => Convert.ToUInt64(block.GetProperty("timestamp").GetString(), 16);
    }

    /// <summary>A block of the chain: by its number in hexadecimal, or by its name.</summary>
    public async Task<JsonElement> BlockAsync(string number) => (await RpcAsync("eth_getBlockByNumber", number, false)).GetProperty("result");

    public async Task<Eip712Domain> UsageDomainAsync() => SomeRecords.UsageDomain((await host.GetAsync("/api/v1/deployment")).Json);
}
