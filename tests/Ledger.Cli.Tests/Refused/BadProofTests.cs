// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Support;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Cli.Tests.Refused;

/// <summary>Proofs that prove nothing, as a lying host or a forged file has them.</summary>
[Collection(HostCollection.Name)]
public sealed class BadProofTests(HostFixture host, ITestOutputHelper output)
{
    private const string PathWrong = "usage-proof-path-wrong";
    private const string RecordOther = "usage-proof-record-other";

    private readonly Walk _walk = new(host);
    private readonly RefusedEvidence _refused = new(output);

    private static (string Class, string Code, Action<JsonObject> Spoil)[] OfUsage { get; } =
    [
        ("shortened", PathWrong, proof => Path(proof).RemoveAt(0)),
        ("shortened", PathWrong, proof => Path(proof).RemoveAt(Path(proof).Count - 1)),
        ("shortened", PathWrong, proof => Path(proof).Clear()),
        ("lengthened", PathWrong, proof => Path(proof).Add(Some())),
        ("lengthened", PathWrong, proof => Path(proof).Insert(0, Some())),
        ("lengthened", PathWrong, proof => Path(proof).Add(Path(proof)[0]!.DeepClone())),
        ("wrong index", PathWrong, proof => proof["leafIndex"] = Number(proof, "leafIndex") + 2),
        ("wrong index", PathWrong, proof => proof["leafIndex"] = Number(proof, "treeSize")),
        ("wrong index", PathWrong, proof => proof["leafIndex"] = long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("wrong size", "usage-proof-checkpoint-other", proof => proof["treeSize"] = Number(proof, "treeSize") + 1),
        ("wrong size", PathWrong, proof => Size(proof, 1L << 40)),
        ("wrong size", PathWrong, proof => Size(proof, 1)),
        ("wrong size", PathWrong, proof => Size(proof, 0)),
        ("inner node as leaf", RecordOther, proof => RaiseLeaf(proof, halveTree: false)),
        ("inner node as leaf", RecordOther, proof => RaiseLeaf(proof, halveTree: true)),
        ("swapped sides", PathWrong, proof => proof["leafIndex"] = Number(proof, "leafIndex") ^ 1),
        ("swapped sides", RecordOther, proof => (proof["leaf"], Path(proof)[0]) = (Path(proof)[0]!.DeepClone(), proof["leaf"]!.DeepClone())),
        ("another order", PathWrong, proof => proof["path"] = new JsonArray([.. Path(proof).Reverse().Select(hash => hash!.DeepClone())])),
        ("another leaf", RecordOther, proof => proof["leaf"] = Some()),
        ("another root", "usage-proof-checkpoint-other", proof => proof["root"] = Some()),
        ("another root", PathWrong, proof => Root(proof, Some())),
        ("another root", "usage-proof-not-on-chain", AloneInItsTree),
        ("another record", RecordOther, proof => proof["record"] = Some()),
        ("another pool", "usage-proof-checkpoint-other", proof => proof["pool"] = Some()),
        ("another transaction", "usage-proof-not-on-chain", proof => proof["checkpoint"]!["recorded"]!["txHash"] = Some()),
    ];

    private static (string Class, string Code, Action<JsonObject> Spoil)[] OfListing { get; } =
    [
        ("shortened", "listing-path-wrong", listing => Path(Leaf(listing)).RemoveAt(0)),
        ("shortened", "listing-path-wrong", listing => Path(Leaf(listing)).Clear()),
        ("lengthened", "listing-path-wrong", listing => Path(Leaf(listing)).Add(Some())),
        ("wrong index", "listing-path-wrong", listing => Leaf(listing)["index"] = Number(Leaf(listing), "index") + 2),
        ("wrong size", "listing-act-other", listing => listing["patents"] = Number(listing, "patents") + 1),
        ("swapped sides", "listing-path-wrong", listing => Leaf(listing)["index"] = Number(Leaf(listing), "index") ^ 1),
        ("another leaf", "listing-path-wrong", listing => Leaf(listing)["patent"]!["number"] = "900000009"),
        ("another root", "listing-act-other", listing => listing["root"] = Some()),
        ("another act", "listing-act-other", listing => listing["recorded"]!["actId"] = Some()),
        ("another transaction", "listing-not-on-chain", listing => listing["recorded"]!["recorded"]!["txHash"] = Some()),
        ("no leaf", "listing-leaf-missing", listing => ((JsonArray)listing["leaves"]!).Clear()),
        ("a leaf twice", "listing-not-adjacent", listing => ((JsonArray)listing["leaves"]!).Add(Leaf(listing).DeepClone())),
    ];

    private static (string Class, string Code, Action<JsonObject> Spoil)[] OfTerms { get; } =
    [
        ("shortened", "terms-path-wrong", file => Path(Field(file)).RemoveAt(0)),
        ("shortened", "terms-path-wrong", file => Path(Field(file)).Clear()),
        ("lengthened", "terms-path-wrong", file => Path(Field(file)).Add(Some())),
        ("wrong size", "terms-count-wrong", file => file["disclosed"]!["count"] = 83),
        ("wrong index", "terms-field-wrong", file => (Field(file)["index"], Field(file)["name"]) = (84, "")),
        ("another value", "terms-path-wrong", file => Field(file)["value"] = "nowhere"),
        ("another salt", "terms-path-wrong", file => Field(file)["salt"] = Some()),
        ("another root", "terms-root-other", file => file["disclosed"]!["treeRoot"] = Some()),
        ("another license", "terms-license-other", file => file["license"] = Some()),
        ("a field twice", "terms-field-wrong", file => ((JsonArray)file["disclosed"]!["fields"]!).Add(Field(file).DeepClone())),
    ];

    [Fact]
    public async Task A_usage_proof_that_proves_nothing_is_refused()
    {
        var stream = SomeRecords.Salt();
        var report = await _walk.ReportAsync(stream, lines: 1);
        var id = await SubmitAsync(report);
        for (var more = 0; more < 3; more++)
        {
            report = await _walk.ReportAsync(stream, Walk.ReportOf(report), lines: 1);
            await SubmitAsync(report);
        }

        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/usage-reports/{Walk.ReportOf(report).Id}/proof")).Status == 200, "The reports are anchored.");
        await EachAsync("usage", OfUsage, "\"treeSize\"", $"usage proof {id}");
    }

    [Fact]
    public async Task A_proof_of_listing_that_proves_nothing_is_refused()
    {
        var pool = (await host.GetAsync("/api/v1/pools")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        var schedule = (await host.GetAsync($"/api/v1/pools/{pool}/schedules")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        await EachAsync("listing", OfListing, "\"leaves\"", $"schedule prove CN900000001B --pool {pool} --schedule {schedule} --revision 1");
    }

    [Fact]
    public async Task A_disclosure_that_proves_nothing_is_refused()
    {
        using var folder = new TemporaryFolder();
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString();
        var sound = folder.File("territory.json");
        var written = await Run.LedgerAsync($"license disclose {license} --fields territory --output {sound} --url {host.Url}", host.Environment());
        Assert.True(written.ExitCode == 0, written.Error);
        foreach (var (ofClass, code, spoil) in OfTerms)
        {
            var file = JsonNode.Parse(await File.ReadAllTextAsync(sound))!.AsObject();
            spoil(file);
            var forged = folder.Write("forged.json", file.ToJsonString());
            await _refused.RefusedAsync(
                $"terms: {ofClass}", code, run => run.Json.GetProperty("code").GetString(), language => Run.LedgerAsync($"license terms verify {forged} {language}"));
        }

        _refused.Print();
        Assert.Equal(OfTerms.Length, _refused.Count);
    }

    private async Task EachAsync(string what, (string Class, string Code, Action<JsonObject> Spoil)[] cases, string mark, string command)
    {
        Action<JsonObject> lie = _ => { };
        await using var liar = await LyingHost.StartAsync(host.Url, text =>
        {
            if (!text.Contains(mark, StringComparison.Ordinal))
            {
                return text;
            }

            var said = JsonNode.Parse(text)!.AsObject();
            lie(said);
            return said.ToJsonString();
        });
        Assert.Equal(0, (await AskAsync("--json")).ExitCode);
        foreach (var (ofClass, code, spoil) in cases)
        {
            lie = spoil;
            await _refused.RefusedAsync($"{what}: {ofClass}", code, run => run.Json.GetProperty("check").GetProperty("code").GetString(), AskAsync);
        }

        _refused.Print();
        Assert.Equal(cases.Length, _refused.Count);

        Task<Run> AskAsync(string language) => Run.LedgerAsync($"{command} --url {liar.Url} {language}", host.Environment());
    }

    private async Task<string> SubmitAsync(Application.Views.UsageReportRequest report)
    {
        var taken = await host.PostAsync("/api/v1/usage-reports", report);
        Assert.True(taken.Status == 201, taken.Text);
        return taken.Json.GetProperty("reportId").GetString()!;
    }

    /// <summary>The leaf's parent is shown as the leaf, over a path one shorter.</summary>
    private static void RaiseLeaf(JsonObject proof, bool halveTree)
    {
        var (leaf, sibling, index) = (Hash(proof["leaf"]!), Hash(Path(proof)[0]!), Number(proof, "leafIndex"));
        proof["leaf"] = (index % 2 == 0 ? MerkleHash.Node(leaf, sibling) : MerkleHash.Node(sibling, leaf)).ToString();
        proof["leafIndex"] = index / 2;
        Path(proof).RemoveAt(0);
        if (halveTree)
        {
            Size(proof, (Number(proof, "treeSize") + 1) / 2);
        }
    }

    private static void AloneInItsTree(JsonObject proof)
    {
        Path(proof).Clear();
        proof["leafIndex"] = 0;
        Size(proof, 1);
        Root(proof, proof["leaf"]!.GetValue<string>());
    }

    private static void Size(JsonObject proof, long size) => proof["treeSize"] = (proof["checkpoint"]!["size"] = size).DeepClone();

    private static void Root(JsonObject proof, string root) => (proof["root"], proof["checkpoint"]!["root"]) = (root, root);

    private static JsonObject Leaf(JsonObject listing) => (JsonObject)listing["leaves"]![0]!;

    private static JsonObject Field(JsonObject file) => (JsonObject)file["disclosed"]!["fields"]![0]!;

    private static JsonArray Path(JsonObject of) => (JsonArray)of["path"]!;

    private static long Number(JsonObject of, string name) => of[name]!.GetValue<long>();

    private static Hash32 Hash(JsonNode text) => Hash32.Parse(text.GetValue<string>());

    private static string Some() => SomeRecords.Salt().ToString();
}
