// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Deploy;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Schedules over a host of their own, each test with a schedule of its own.</summary>
public sealed class ScheduleTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly byte[] StrangerKey = Keccak256.Hash("a stranger's account"u8).ToArray();

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task The_seeded_schedule_is_as_contributed_and_shows_its_revisions()
    {
        var pool = await PoolAsync();
        var schedule = (await host.GetAsync($"/api/v1/pools/{pool}/schedules")).Json.GetProperty("items")[0];
        Assert.Equal("kept", schedule.GetProperty("audit").GetProperty("state").GetString());
        Assert.Equal(1, schedule.GetProperty("revisions").GetArrayLength());

        var revision = (await host.GetAsync($"{Path(pool, schedule.GetProperty("id").GetString()!)}/1")).Json;
        Assert.Equal(2, revision.GetProperty("contributions").GetArrayLength());
        Assert.Equal(3, revision.GetProperty("patents").GetInt32());
        foreach (var contribution in revision.GetProperty("contributions").EnumerateArray())
        {
            var list = await host.GetAsync($"/api/v1/pools/{pool}/patent-lists/{Text(contribution, "root")}");
            Assert.Equal(contribution.GetProperty("patents").GetInt32(), list.Json.GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task Patents_are_added_altered_and_delisted_and_each_revision_keeps_its_answers()
    {
        var (pool, schedule, holder) = (await PoolAsync(), SomeRecords.Salt().ToString(), await HolderAsync());
        var first = await ContributeAsync(pool, schedule, holder, [new { country = "US", number = "7000001" }, new { country = "US", number = "RE38563" }, new { country = "EP", number = "1234567", kind = "B1" }]);
        await ReviseAsync(pool, schedule, [first]);
        var between = await _walk.ChainTimeAsync();
        var second = await ContributeAsync(pool, schedule, holder, [new { country = "US", number = "7000001", family = "F" }, new { country = "US", number = "7000002" }]);
        await ReviseAsync(pool, schedule, [second], delist: ["EP 1 234 567 B1"]);

        var changes = (await host.GetAsync($"{Path(pool, schedule)}/2/changes")).Json.GetProperty("items").EnumerateArray()
            .Select(change => Text(change, "change") + " " + (change.GetProperty("after").ValueKind is JsonValueKind.Null ? change.GetProperty("before") : change.GetProperty("after")).GetProperty("number").GetString());
        Assert.Equal(["delisted 1234567", "altered 7000001", "added 7000002"], changes);
        Assert.Equal(3, await CountAsync($"{Path(pool, schedule)}/2/changes?since=0"));
        Assert.Equal(2, await CountAsync($"{Path(pool, schedule)}/1/patents?country=US"));
        Assert.Equal(1, await CountAsync($"/api/v1/pools/{pool}/patents?asOf={between}&country=EP"));
        Assert.Equal(0, await CountAsync($"/api/v1/pools/{pool}/patents?country=EP"));

        Assert.Equal("listed", await AnswerAsync(pool, schedule, 1, "EP1234567B1"));
        Assert.Equal("notListed", await AnswerAsync(pool, schedule, 2, "EP1234567B1"));
        Assert.Equal("listed", await AnswerAsync(pool, schedule, 2, Uri.EscapeDataString("US RE38,563")));
    }

    [Fact]
    public async Task What_is_not_known_of_a_patent_is_null()
    {
        var (pool, schedule, holder) = (await PoolAsync(), SomeRecords.Salt().ToString(), await HolderAsync());
        await ReviseAsync(pool, schedule, [await ContributeAsync(pool, schedule, holder, [new { country = "US", number = "7000001" }])]);
        var patent = (await host.GetAsync($"{Path(pool, schedule)}/1/patents")).Json.GetProperty("items")[0];
        Assert.All(
            ["kind", "family", "standard", "standardVersion", "inForceFrom", "inForceUntil", "source", "retrievedAt", "essentialityRoot"],
            name => Assert.Equal(JsonValueKind.Null, patent.GetProperty(name).ValueKind));
    }

    public static TheoryData<string, object[]> BadLeaves => new()
    {
        { "patent-number-invalid", [new { country = "US", number = "7,292,636" }] },
        { "patent-listed-twice", [new { country = "US", number = "7292636", kind = "B1" }, new { country = "US", number = "7292636", kind = "B2" }] },
        { "patent-term-unsourced", [new { country = "US", number = "7292636", inForceFrom = 5 }] },
        { "patent-term-empty", [new { country = "US", number = "7292636", inForceFrom = 5, inForceUntil = 5, source = "x", retrievedAt = 9 }] },
        { "patent-of-another-holder", [new { country = "US", number = "7292636", holder = "0x" + new string('1', 64) }] },
        { "message-invalid", [new { country = "US" }] },
        { "message-invalid", [new { country = "US", number = "7292636", inventor = "x" }] },
        { "message-invalid", ["US7292636"] },
    };

    [Theory]
    [MemberData(nameof(BadLeaves))]
    public async Task A_contribution_that_cannot_be_is_refused(string code, object[] patents)
    {
        var answer = await OfferAsync(await PoolAsync(), SomeRecords.Salt().ToString(), await HolderAsync(), patents);
        Assert.True(answer.Status is 400 or 422, answer.Text);
        Assert.Equal(code, answer.Code);
    }

    [Theory]
    [InlineData("patent-not-listed", "US7000009")]
    [InlineData("publication-country-missing", "7000009")]
    public async Task Only_what_is_listed_is_delisted(string code, string number)
    {
        var (pool, schedule, holder) = (await PoolAsync(), SomeRecords.Salt().ToString(), await HolderAsync());
        await ReviseAsync(pool, schedule, [await ContributeAsync(pool, schedule, holder, [new { country = "US", number = "7000001" }])]);
        var answer = await ProposeAsync(pool, schedule, [], [number]);
        Assert.Equal(code, answer.Code);
    }

    [Theory]
    [InlineData("revisions/9", "revision-unknown", 404)]
    [InlineData("revisions/0", "revision-unknown", 404)]
    [InlineData("revisions/x", "parameter-invalid", 400)]
    [InlineData("revisions/99999999999", "parameter-invalid", 400)]
    [InlineData("revisions/1/changes?since=7", "revision-unknown", 404)]
    [InlineData("revisions/1/patents/7292636/proof", "publication-country-missing", 400)]
    [InlineData("revisions/1/patents/US%207292636%20B22/proof", "publication-kind-invalid", 400)]
    public async Task A_question_about_nothing_has_an_answer(string path, string code, int status)
    {
        var pool = await PoolAsync();
        var id = Text((await host.GetAsync($"/api/v1/pools/{pool}/schedules")).Json.GetProperty("items")[0], "id");
        var answer = await host.GetAsync($"/api/v1/pools/{pool}/schedules/{id}/{path}");
        Assert.Equal((code, status), (answer.Code, answer.Status));
        Assert.Equal("schedule-unknown", (await host.GetAsync($"/api/v1/pools/{pool}/schedules/{SomeRecords.Salt()}/revisions/1")).Code);
        Assert.Equal("list-not-held", (await host.GetAsync($"/api/v1/pools/{pool}/patent-lists/{SomeRecords.Salt()}")).Code);
    }

    [Fact]
    public async Task A_revision_recorded_past_the_host_with_a_smuggled_patent_is_shown_as_broken()
    {
        var (pool, schedule, holder) = (await PoolAsync(), SomeRecords.Salt().ToString(), await HolderAsync());
        var proposal = (await ProposalAsync(await ContributeAsync(pool, schedule, holder, [new { country = "US", number = "7000001" }]))).Json;
        var contribution = TypedDataJson.ReadMessage<Contribution>(proposal.GetProperty("typedData").GetProperty("message"));
        Patent[] smuggled = [new("US", "7999999", null, null, contribution.Holder, null, null, null, null, null, null, null)];
        var act = new ScheduleRevision(
            contribution.Pool, contribution.Schedule, 1, PatentList.Root(smuggled), 1, new HashList([contribution.ActId]), default, 4_000_000_000, SomeRecords.Salt());

        await RelayAsync(pool, act, contribution, Hex.Decode(Text(proposal.GetProperty("signatures")[0], "signature")));

        JsonElement shown = default;
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"{Path(pool, schedule)}/1")) is { Status: 200 } answer && (shown = answer.Json).ValueKind is JsonValueKind.Object,
            "The stranger's revision is read.");
        Assert.Equal("broken", Text(shown.GetProperty("audit"), "state"));
        Assert.Equal("revision-not-contributed", Text(shown.GetProperty("audit"), "code"));
        Assert.Equal("list-not-held", (await host.GetAsync($"{Path(pool, schedule)}/1/patents")).Code);
        Assert.Equal("list-not-held", (await ProposeAsync(pool, schedule, [], [])).Code);
        var missing = (await host.GetAsync($"/api/v1/pools/{pool}/patents")).Json.GetProperty("notHeld").EnumerateArray().Single(one => Text(one, "schedule") == schedule);
        Assert.Equal((1, 1, act.Root.ToString()), (missing.GetProperty("revision").GetInt32(), missing.GetProperty("patents").GetInt32(), Text(missing, "root")));
    }

    /// <summary>Sends the act as anybody may: signed by the administrator, by an account of his own, past the host's outbox.</summary>
    private async Task RelayAsync(string pool, ScheduleRevision act, Contribution contribution, byte[] holderSignature)
    {
        var deployment = (await host.GetAsync("/api/v1/deployment")).Json;
        Address At(string name) => Address.Parse(deployment.GetProperty("eip712").GetProperty("domains").GetProperty(name).GetProperty("verifyingContract").GetString()!);
        var contracts = new LedgerContracts(deployment.GetProperty("chainId").GetUInt64(), At("Parties"), At("Pools"), At("Licenses"), At("UsageLog"));
        var administrator = Text((await host.GetAsync($"/api/v1/pools/{pool}")).Json.GetProperty("administrator"), "id");
        var signature = _walk.KeyOf(administrator).Signer.Sign(((IAct)act).Digest(contracts.Domain(ContractName.Pools)));
        var call = ActCalls.Revise(contracts, act, signature.ToArray(), [], [contribution], holderSignature);
        var transaction = new Transaction1559
        {
            ChainId = contracts.ChainId,
            Nonce = 0,
            MaxPriorityFeePerGas = 0UL,
            MaxFeePerGas = 0UL,
            GasLimit = 1_000_000,
            To = call.To,
            Data = call.Data,
        }.Sign(StrangerKey);
        var sent = await _walk.RpcAsync("eth_sendRawTransaction", Hex.Encode(transaction.Encode()));
        Assert.True(sent.TryGetProperty("result", out _), sent.ToString());
    }

    private async Task<string> ContributeAsync(string pool, string schedule, string holder, object[] patents)
    {
        var offered = await OfferAsync(pool, schedule, holder, patents);
        Assert.True(offered.Status == 201, offered.Text);
        await _walk.SignAllAsync(offered.Json);
        return Text(offered.Json, "id");
    }

    private Task<Answered> OfferAsync(string pool, string schedule, string holder, object[] patents) =>
        host.PostAsync("/api/v1/proposals", new { kind = "Contribution", message = new { pool, schedule, holder }, documents = new { patents } });

    private async Task ReviseAsync(string pool, string schedule, string[] contributions, string[]? delist = null)
    {
        var proposed = await ProposeAsync(pool, schedule, contributions, delist ?? []);
        Assert.True(proposed.Status == 201, proposed.Text);
        await _walk.SignAllAsync(proposed.Json);
        await Eventually.IsTrueAsync(
            async () => Text((await ProposalAsync(Text(proposed.Json, "id"))).Json, "state") is "recorded", "The revision is recorded.");
    }

    private Task<Answered> ProposeAsync(string pool, string schedule, string[] contributions, string[] delist) => host.PostAsync(
        "/api/v1/proposals", new { kind = "ScheduleRevision", message = new { pool, schedule, contributions }, documents = new { delist } });

    private Task<Answered> ProposalAsync(string id) => host.GetAsync($"/api/v1/proposals/{id}");

    private async Task<string> AnswerAsync(string pool, string schedule, int revision, string number) =>
        Text((await host.GetAsync($"{Path(pool, schedule)}/{revision}/patents/{number}/proof")).Json, "answer");

    private async Task<int> CountAsync(string path)
    {
        var answer = await host.GetAsync(path);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.GetProperty("items").GetArrayLength();
    }

    private async Task<string> PoolAsync() => Text(await _walk.PoolAsync(), "id");

    private async Task<string> HolderAsync() =>
        Text((await host.GetAsync($"/api/v1/pools/{await PoolAsync()}/members")).Json.GetProperty("items")[0].GetProperty("party"), "id");

    private static string Path(string pool, string schedule) => $"/api/v1/pools/{pool}/schedules/{schedule}/revisions";

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
