// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Bundles;

/// <summary>A bundle that a ledger exported of a license one of whose reports has no lines any more, and lies about their erasure.
/// <c>tests/foreign</c> reads the same copies, which a test of the exporting ledger writes.</summary>
public sealed class ErasedBundleTests
{
    private const string Records = "records.json";

    /// <summary>A record's properties in the order of the format.</summary>
    private static readonly string[] Order =
        ["kind", "record", "signature", "erasure", "erasureSignature", "lines", "promise", "promiseSignature", "path", "checkpoint"];

    private static readonly byte[] Bundle = File.ReadAllBytes(Copy("erased.zip"));
    private static readonly JsonArray AllLies = JsonNode.Parse(File.ReadAllText(Copy("erased-lies.json")))!.AsArray();

    public static TheoryData<string> Lies => [.. AllLies.Select(lie => (string)lie!["what"]!)];

    [Fact]
    public void The_exported_bundle_is_valid()
    {
        var verification = Judge(Bundle);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Single(verification.Steps, step => step.Note.Code is "report-lines-erased");
        Assert.Equal(Verdict.Valid, Judge(With(records => records)).Verdict);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_lie_about_the_erasure_is_refused(string what)
    {
        var lie = AllLies.Single(lie => (string)lie!["what"]! == what)!;
        var kind = (string)lie["of"]!;
        var verification = Judge(With(records =>
        {
            var at = records.Index().First(one => (string)one.Item!["kind"]! == kind && (kind != "UsageReport" || one.Item["erasure"] is not null)).Index;
            records[at] = Changed(records[at]!.AsObject(), lie["set"]!.AsObject());
            return records;
        }));
        Assert.Equal((Verdict.Invalid, (string)lie["code"]!), (verification.Verdict, verification.Failed?.Note.Code));
    }

    private static LicenseVerification Judge(byte[] bundle)
    {
        Assert.True(EvidenceBundle.TryRead(Bundle, out var whole));
        return EvidenceBundle.Verify(bundle, new Trust(whole.Deployment.Contracts, [.. whole.Headers.Select(header => Keccak256.Hash(header))]));
    }

    private static byte[] With(Func<JsonArray, JsonArray> change)
    {
        var entries = StoredZip.Read(Bundle, EntryNames.All.Length)!;
        var at = entries.FindIndex(entry => entry.Name == Records);
        var records = change(JsonNode.Parse(entries[at].Content.Span)!.AsArray());
        entries[at] = new(Records, Encoding.UTF8.GetBytes(records.ToJsonString()));
        entries[0] = new(EntryNames.Manifest, Manifest.Write(entries.Skip(1)));
        return StoredZip.Write(entries);
    }

    private static JsonObject Changed(JsonObject record, JsonObject set) => new(
        Order.Select(name => KeyValuePair.Create(name, set.ContainsKey(name) ? set[name] : record[name])).Where(property => property.Value is not null)
            .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));

    private static string Copy(string name) => Path.Combine(AppContext.BaseDirectory, "vectors", name);
}
