// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Core;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests.Custody;

/// <summary>The bundle of a license one of whose reports has no lines any more, and demands that stand in their place wrongly.</summary>
/// <remarks>With <c>LEDGER_WRITE_COPIES=1</c> both become the vectors that the foreign verifier of <c>tests/foreign</c> reads, too.</remarks>
[Collection(SeededTemplate.Collection)]
public sealed class ErasedBundleTests(SeededTemplate template)
{
    private const string Wrong = "report-tombstone-wrong";

    [Fact]
    public async Task A_bundle_says_whose_demand_stands_for_the_lines_and_is_valid_and_another_demand_is_not()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, _) = await RecordErasureTests.ReportedAsync(test);
        await test.AnchorAsync();
        TestLedger.Must(await RecordErasureTests.EraseAsync(test, report.Id.Value));

        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", report.License.Value), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        var trust = new Trust(test.Ledger.Context.Addresses, [.. evidence.Headers.Select(header => Keccak256.Hash(header))]);
        var whole = LicenseVerifier.Verify(evidence, trust);
        Assert.Equal((Verdict.Valid, null), (whole.Verdict, whole.Failed?.Detail));
        Assert.Contains(whole.Steps, step => step.Of == report.Id.ToString() && step.Note.Code is "report-lines-erased");

        var shown = evidence.Records.Single(record => record.Id == report.Id);
        var lies = Lies(test, shown.Tombstone!, report).ToList();
        foreach (var (_, wrong) in lies)
        {
            var forged = LicenseVerifier.Verify(evidence with { Records = evidence.Records.Replace(shown, shown with { Tombstone = wrong }) }, trust);
            Assert.Equal((Verdict.Invalid, Wrong), (forged.Verdict, forged.Failed?.Note.Code));
        }

        var bare = LicenseVerifier.Verify(evidence with { Records = evidence.Records.Replace(shown, shown with { Tombstone = null }) }, trust);
        Assert.Equal("report-lines", bare.Steps.First(step => !step.Ok && step.Of == report.Id.ToString()).Note.Code);
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            Write(bundle, shown.Tombstone!, lies);
        }
    }

    private static IEnumerable<(string What, RecordTombstone Stone)> Lies(TestLedger test, RecordTombstone stone, UsageReport report)
    {
        var erasure = stone.Erasure;
        yield return ("its reason is changed", stone with { Erasure = erasure with { Reason = "another" } });
        yield return ("it is put into another’s mouth", stone with { Erasure = erasure with { Party = report.Reporter } });
        yield return ("the licensee demands it", Signed(test, erasure with { Party = report.Reporter }, RecordErasureTests.Harbor));
        yield return ("the licensee signs for the administrator", Signed(test, erasure, RecordErasureTests.Harbor));
        yield return ("it is over another record", Signed(test, erasure with { Record = default }, "administrator"));
        yield return ("it is dated before its signer had a key", Signed(test, erasure with { RequestedAt = 1 }, "administrator"));
        yield return ("it is dated as late as a number goes", Signed(test, erasure with { RequestedAt = ulong.MaxValue }, "administrator"));
    }

    private static RecordTombstone Signed(TestLedger test, RecordErasure erasure, string by) =>
        new(erasure, test.Key(by).Signer.Sign(erasure.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog))));

    /// <summary>A lie replaces properties of the record whose lines were erased, or of the first of another kind; null takes one away.</summary>
    private static void Write(byte[] bundle, RecordTombstone stone, IReadOnlyList<(string What, RecordTombstone Stone)> lies)
    {
        var (demand, none) = (Properties(stone), new JsonObject { ["erasure"] = null, ["erasureSignature"] = null });
        JsonArray all =
        [
            .. lies.Select(lie => Lie(lie.What, Wrong, Properties(lie.Stone))),
            Lie("it stands where a report shows its lines", "entry-unreadable", With(demand, "lines", new JsonArray())),
            Lie("neither lines nor a demand stand there", "entry-unreadable", none),
            Lie("no lines stand there, and no demand", "report-lines", With(none, "lines", new JsonArray())),
            Lie("its signature is left out", "entry-unreadable", new JsonObject { ["erasureSignature"] = null }),
            Lie("it is over a record that has no lines", Wrong, demand, "StreamOpening"),
        ];
        var vectors = Path.Combine(Repository.Root, "tests/vectors");
        File.WriteAllBytes(Path.Combine(vectors, "erased.zip"), bundle);
        File.WriteAllText(Path.Combine(vectors, "erased-lies.json"), all.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    }

    private static JsonObject Lie(string what, string code, JsonObject set, string of = "UsageReport") => new() { ["what"] = what, ["code"] = code, ["of"] = of, ["set"] = set.DeepClone() };

    private static JsonObject Properties(RecordTombstone stone) =>
        new() { ["erasure"] = JsonNode.Parse(ActJson.Message(stone.Erasure)), ["erasureSignature"] = stone.Signature.ToString() };

    private static JsonObject With(JsonObject set, string name, JsonNode value)
    {
        var more = (JsonObject)set.DeepClone();
        more[name] = value;
        return more;
    }
}
