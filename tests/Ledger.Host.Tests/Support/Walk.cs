// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Host.Tests.Support;

/// <summary>What a party does from outside: proposes, signs, reports, observes; only with the API and its key files.</summary>
public sealed class Walk(HostFixture host)
{
    /// <summary>The calendar of the seeds' licenses.</summary>
    public static CalendarTerms Quarterly { get; } = new("Asia/Shanghai", TermPeriod.Quarter, 1, new(0, 45), new(2, 0));

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

    /// <summary>A signed report of the first license's holder; the stream keeps the tests apart.</summary>
    /// <param name="of">Another license's holder.</param>
    public async Task<UsageReportRequest> ReportAsync(
        Hash32 stream, UsageReport? after = null, int lines = 3, Func<UsageReport, UsageReport>? change = null, JsonElement? of = null)
    {
        var license = of ?? await LicenseAsync();
        var licensee = license.GetProperty("licensee").GetString()!;
        UsageLine[] said = [.. Enumerable.Range(0, lines).Select(i => new UsageLine($"STB-{i}", PatentAct.Sale, "CN", "CN", (ulong)(100 + i), Salt()))];
        var (start, end) = Quarterly.PeriodAt(await ChainTimeAsync())!.Value;
        var report = new UsageReport(
            new LicenseId(Hash32.Parse(license.GetProperty("id").GetString()!)),
            new PartyId(Hash32.Parse(licensee)),
            stream,
            (after?.Sequence ?? 0) + 1,
            after?.Id ?? new RecordId(Hash32.Zero),
            start,
            end,
            UsageLines.Root(said),
            (uint)said.Length,
            UInt256.From(UsageLines.Total(said)),
            await RecentBlockAsync(),
            Salt());
        report = change?.Invoke(report) ?? report;
        var key = KeyOf(licensee);
        return new UsageReportRequest(
            Message(report), key.Signer.Address, key.Signer.Sign(report.Digest(await UsageDomainAsync())).ToString(), [.. said.Select(Message)]);
    }

    public async Task<ObservationRequest> ObservationAsync(string maker, string country = "CN")
    {
        var pool = await PoolAsync();
        var observer = pool.GetProperty("administrator").GetProperty("id").GetString()!;
        var observation = new Observation(
            new PoolId(Hash32.Parse(pool.GetProperty("id").GetString()!)),
            new PartyId(Hash32.Parse(observer)),
            new PartyId(Hash32.Zero),
            maker,
            "Set-top box",
            PatentAct.Sale,
            country,
            country,
            await ChainTimeAsync(),
            500,
            Hash32.Zero,
            await RecentBlockAsync(),
            Salt());
        var key = KeyOf(observer);
        return new ObservationRequest(Message(observation), key.Signer.Address, key.Signer.Sign(observation.Digest(await UsageDomainAsync())).ToString());
    }

    public async Task<JsonElement> RpcAsync(string method, params object[] parameters)
    {
        var answer = await host.PostAsync("/rpc", new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        return answer.Json;
    }

    public static UsageReport ReportOf(UsageReportRequest request) => TypedDataJson.ReadMessage<UsageReport>(request.Report);

    public static Hash32 Salt() => new(RandomNumberGenerator.GetBytes(Hash32.Size));

    /// <summary>The time of the newest block, UTC seconds.</summary>
    public async Task<ulong> ChainTimeAsync() =>
        Convert.ToUInt64((await RpcAsync("eth_getBlockByNumber", "latest", false)).GetProperty("result").GetProperty("timestamp").GetString(), 16);

    /// <summary>The block before the newest where it is as recent: the host may not have read the newest yet.</summary>
    private async Task<Hash32> RecentBlockAsync()
    {
        var newest = await BlockAsync("latest");
        var number = Convert.ToUInt64(newest.GetProperty("number").GetString(), 16);
        var before = await BlockAsync($"0x{number - Math.Min(number, 1):x}");
        return Hash32.Parse((TimeOf(newest) - TimeOf(before) < 3600 ? before : newest).GetProperty("hash").GetString()!);

        static ulong TimeOf(JsonElement block) => Convert.ToUInt64(block.GetProperty("timestamp").GetString(), 16);
    }

    private async Task<JsonElement> BlockAsync(string number) => (await RpcAsync("eth_getBlockByNumber", number, false)).GetProperty("result");

    public async Task<Eip712Domain> UsageDomainAsync()
    {
        var domain = (await host.GetAsync("/api/v1/deployment")).Json.GetProperty("eip712").GetProperty("domains").GetProperty("UsageLog");
        return new Eip712Domain("UsageLog", "1", domain.GetProperty("chainId").GetUInt64(), Address.Parse(domain.GetProperty("verifyingContract").GetString()!));
    }

    /// <summary>A struct's fields as a message has them.</summary>
    public static JsonElement Message<T>(T value)
        where T : ITypedStruct<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            TypedDataJson.WriteMessage(writer, value);
        }

        return JsonElement.Parse(stream.ToArray());
    }
}
