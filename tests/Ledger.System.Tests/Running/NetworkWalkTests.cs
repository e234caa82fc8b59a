// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Chain.Tests;
using Ledger.Outbound.Tests;
using Ledger.SystemTests.Console;

namespace Ledger.SystemTests.Running;

/// <summary>The demonstration on a network of one's own, by nothing but the scripts, while the network reorganizes.</summary>
public sealed class NetworkWalkTests
{
    private const int Finality = 5;
    private const int Shallow = 2;
    private const int Deep = 10;
    private const string Secret = "known to us and to the receiver";

    [Fact]
    public async Task A_reorg_retracts_the_alert_and_raises_it_again_and_one_deeper_than_finality_halts_the_writer()
    {
        using var place = new Place();
        await using var network = await AnvilNode.StartMiningAsync();
        using var door = new NodeDoor(network.Url);
        await using var receiver = new Receiver();
        string[] start = ["--data", place["data"], "--port", "0", "--node", door.Url.AbsoluteUri, "--finality", $"{Finality}", "--demo"];
        await using (var run = ScriptRun.Start(start, [("Ledger__AnchorIntervalSeconds", "1"), .. Notify(place, receiver)]))
        {
            await run.ReadyAsync();
            run.Client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Demo(place, "administrator.apikey"))).Trim());
            var deployment = await run.GetAsync("/api/v1/deployment");
            Assert.Equal(("network", true), (deployment.GetProperty("engine").GetString(), deployment.GetProperty("demo").GetBoolean()));
            Assert.Equal(Finality, deployment.GetProperty("finality").GetProperty("blocks").GetInt32());

            await using var watcher = await Watcher.StartAsync(run.Client.BaseAddress!, place["data"], "administrator");

            // The network holds its breath, so that each state can be looked at for as long as it takes.
            await network.MineEveryAsync(0);
            door.IsShut = true;
            await SuspendAsync(run, place);
            var submitted = await ObserveAsync(run, place);
            Assert.True(submitted.Code == 0, submitted.Error);
            Assert.Equal("provisional", (await AlertAsync(run)).GetProperty("state").GetString());

            await watcher.SeesAsync("provisional", "provisional");
            await watcher.SeesOperationAsync("accepted", "unsent", isStuck: true);
            door.IsShut = false;
            await run.UntilAsync(async () => await PendingAsync(network) > 1, "suspending and anchoring");
            await network.MineAsync();
            await run.UntilAsync(async () => await IsAsync(run, "raised"), "raised");
            await watcher.SeesAsync("raised", "raised");
            var raised = await AlertAsync(run);
            Assert.Equal("NoLicense", raised.GetProperty("rule").GetString());
            Assert.Contains("Maker without a license", raised.GetProperty("reason").GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal("Observation", raised.GetProperty("records")[0].GetProperty("kind").GetString());

            await network.MineAsync();
            door.IsShut = true; // what is thrown back stays so for as long as the node takes nothing
            await network.ReorgAsync(Shallow);
            await run.UntilAsync(async () => await IsAsync(run, "provisional"), "provisional again");
            Assert.Equal(JsonValueKind.Null, (await AlertAsync(run)).GetProperty("block").ValueKind);

            await watcher.SeesAsync("provisional", "retracted");
            await watcher.SeesOperationAsync("retracted", "thrownBack", isStuck: false);
            door.IsShut = false;

            await network.MineEveryAsync(1);
            await run.UntilAsync(async () => await IsAsync(run, "final"), "raised again, and final");
            var final = await AlertAsync(run);
            Assert.Equal(raised.GetProperty("id").GetString(), final.GetProperty("id").GetString());
            Assert.NotEqual(HashOf(raised), HashOf(final));
            await run.UntilAsync(() => Task.FromResult(receiver.Requests.Count == 3), "told");
            Assert.Equal(["alert", "alert-retract", "alert"], receiver.Requests.Select(request => request.Headers["ledger-event"]));
            Assert.DoesNotContain(Secret, run.Said, StringComparison.Ordinal);

            await network.MineEveryAsync(0);
            await network.ReorgAsync(Deep);
            await run.UntilAsync(async () => !await IsReadyAsync(run), "halted");
            await watcher.SeesHaltAsync();
            await AssertHaltedAsync(run, place);
            Assert.Equal(0, await run.InterruptAsync());
        }

        // A second start reads on, and still writes nothing.
        await using var again = ScriptRun.Start(["--data", place["data"], "--port", "0"]);
        await again.UntilAsync(() => Task.FromResult(again.Said.Contains("Evidence of a divergence lies at", StringComparison.Ordinal)), "halted");
        Assert.Equal(0, await again.InterruptAsync());
    }

    /// <summary>A receiver on this machine, which has to be allowed by name.</summary>
    private static (string Name, string Value)[] Notify(Place place, Receiver receiver)
    {
        Place.Permit(place.Write("secret", Secret), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return
        [
            ("Ledger__Notify__Url", $"http://127.0.0.1:{receiver.Port}/hook"),
            ("Ledger__Notify__SecretFile", place["secret"]),
            ("Ledger__Notify__AllowInsideAddresses", "true"),
            ("Ledger__Notify__AllowPlainHttp", "true"),
        ];
    }

    /// <summary>A member has seen somebody; signed and submitted by the command line.</summary>
    private static async Task<Ended> ObserveAsync(ScriptRun run, Place place)
    {
        var seen = place.Write($"seen-{Guid.NewGuid():N}.json", JsonSerializer.Serialize(new
        {
            pool = (await run.GetAsync("/api/v1/pools")).GetProperty("items")[0].GetProperty("id").GetString(),
            subjectName = "Maker without a license",
            product = "Set-top box",
            act = "sale",
            madeIn = "CN",
            soldIn = "CN",
            observedAt = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3_600,
            quantity = 12,
        }));
        var key = Demo(place, "member-lantern.json");
        return await Shell.LedgerAsync(run.Client.BaseAddress!, place.Root, "observation", "submit", seen, "--key-file", key);
    }

    /// <summary>The administrator suspends a license from a distant day on: an act that one signature makes.</summary>
    private static async Task SuspendAsync(ScriptRun run, Place place)
    {
        var pool = (await run.GetAsync("/api/v1/pools")).GetProperty("items")[0].GetProperty("id").GetString();
        var license = (await run.GetAsync($"/api/v1/licenses?pool={pool}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        var from = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] asAdministrator = ["--api-key-file", Demo(place, "administrator.apikey"), "--json"];
        var proposed = await Shell.LedgerAsync(
            run.Client.BaseAddress!, place.Root, ["license", "suspend", license, "--effective", from, "--reason", "unpaid", .. asAdministrator]);
        Assert.True(proposed.Code == 0, proposed.Error);
        var proposal = JsonElement.Parse(proposed.Output).GetProperty("id").GetString()!;
        var signed = await Shell.LedgerAsync(
            run.Client.BaseAddress!, place.Root, ["proposal", "sign", proposal, "--key-file", Demo(place, "administrator.json"), "--yes", .. asAdministrator]);
        Assert.True(signed.Code == 0, signed.Error);
    }

    private static string Demo(Place place, string name) => Path.Combine(place["data"], "keys", "demo", name);

    private static async Task AssertHaltedAsync(ScriptRun run, Place place)
    {
        var evidence = JsonElement.Parse(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(place["data"], "divergence-*.json"))));
        Assert.NotEqual(
            evidence.GetProperty("ours").GetProperty("hash").GetString(), evidence.GetProperty("theirs").GetProperty("hash").GetString());

        // The command line sees it by itself: the block that the host holds to be final is not the chain's.
        var refused = await ObserveAsync(run, place);
        Assert.True(refused.Code == 1, refused.Error);
        Assert.Contains("Not signed: the host names block", refused.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AlertAsync(ScriptRun run) =>
        Assert.Single((await run.GetAsync("/api/v1/alerts")).GetProperty("items").EnumerateArray());

    private static async Task<bool> IsAsync(ScriptRun run, string state) => (await AlertAsync(run)).GetProperty("state").GetString() == state;

    private static string? HashOf(JsonElement alert) => alert.GetProperty("block").GetProperty("hash").GetString();

    private static async Task<bool> IsReadyAsync(ScriptRun run)
    {
        using var answer = await run.Client.GetAsync("/health/ready");
        return answer.IsSuccessStatusCode;
    }

    private static async Task<int> PendingAsync(AnvilNode network) => int.Parse(
        (await network.AskAsync("txpool_status")).Result.GetProperty("pending").GetString()!.AsSpan(2),
        NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture);
}
