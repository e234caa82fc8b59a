// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

/// <summary>Reports by a key of their reporter's that break a rule: refused by its word, and kept with the reason for which they prove something.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class SuspectTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const string Willow = "licensee-willow";

    private static readonly TimeSpan _tooOld = TimeSpan.FromSeconds(ApplicationOptions.DefaultMaxRecordAgeSeconds + 60);

    [Theory]
    [InlineData("staleBlock", "record-backdated")]
    [InlineData("keyScope", "key-not-held")]
    [InlineData("anothersStream", "stream-of-another")]
    public async Task What_is_refused_for_a_reason_that_proves_something_is_kept_and_listed_with_it(string reason, string code)
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(2);
        var key = reason is "keyScope" ? await test.AdmitAsync(Harbor, KeyScopes.Contract) : test.Key(Harbor);
        var report = await test.ReportAsync(Harbor, lines);
        if (reason is "staleBlock")
        {
            await PassAsync(test);
        }
        else if (reason is "anothersStream")
        {
            report = report with { Stream = await test.StreamAsync(Willow) };
        }

        var request = test.Sign(report, lines, key);
        for (var times = 0; times < 2; times++)
        {
            Assert.Equal(code, (await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal?.Code);
        }

        await AssertKeptAsync(test);
        await test.RestartAsync();
        await AssertKeptAsync(test);
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        async Task AssertKeptAsync(TestLedger test)
        {
            var kept = Assert.Single(await test.SuspectsAsync(await CallerAsync(test, Harbor)));
            Assert.Equal((report.Id.Value, reason, report.License.Value), (kept.Id, kept.Reason, kept.License));
            Assert.Equal((report.Reporter.Value, null), (kept.Reporter, kept.Against));
            Assert.Equal((key.Signer.Address, key.Signer.Address), (kept.Signature.Key, Records.SignerOf(kept.TypedData, kept.Signature.Signature)));
            Assert.Equal((report.Reporter.Value, "Report", null), (kept.Signature.Party, kept.Signature.NeededScope, kept.VoidedBy));
            Assert.Equal(report, Ethereum.Typed.TypedDataJson.ReadMessage<UsageReport>(kept.TypedData.GetProperty("message")));
            Assert.Equal([kept.Id], (await test.SuspectsAsync(await CallerAsync(test, "working-group"))).Select(one => one.Id));
            Assert.Empty(await test.SuspectsAsync(await CallerAsync(test, Willow)));
            foreach (var wanted in Enum.GetValues<SuspectReason>())
            {
                Assert.Equal(SuspectWords.Of(wanted) == reason ? 1 : 0, (await test.SuspectsAsync(reason: wanted)).Count);
            }

            Assert.Null(await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.Find(report.Id.Value)));
            Assert.Empty((await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items);
        }
    }

    [Theory]
    [InlineData(SuspectReason.AnothersStream, Willow, 1)]
    [InlineData(SuspectReason.Gap, Harbor, 1)]
    [InlineData(SuspectReason.Fork, Harbor, 0)]
    public async Task Whoever_fills_a_stream_crowds_out_no_proof_of_another_kind_or_against_another(SuspectReason reason, string by, int kept)
    {
        await using var test = await TestLedger.StartAsync(template);
        var (lines, first) = (Records.Lines(1), await test.SubmitAsync(Harbor, 1));
        var fork = await test.ReportAsync(Harbor, lines);
        var pool = (await test.LicenseAsync(Harbor)).Pool;
        await test.Ledger.Context.Store.WriteAsync(writer =>
        {
            for (var i = 0; i < Alerts.StreamWatch.MostOfStream; i++)
            {
                Assert.True(writer.Suspects.TryAdd(new(
                    0, pool, reason, Records.Salt(), test.Party(by).Value, fork.Stream.Value, reason is SuspectReason.Fork ? first.ReportId : null, [], [], 0)));
            }

            return true;
        });

        Assert.Equal("sequence-taken", (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(fork, lines, Harbor), CancellationToken.None)).Refusal?.Code);

        Assert.Equal(kept, await test.Ledger.Context.Store.ReadAsync(reader => reader.Suspects.Find(fork.Id.Value) is null ? 0 : 1));
    }

    [Fact]
    public async Task A_report_that_comes_again_once_its_block_is_too_old_gets_its_first_promise_and_no_other_does()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(3);
        var report = await test.ReportAsync(Harbor, lines);
        var request = test.Sign(report, lines, Harbor);
        var first = await SubmitAsync(test, request);
        await PassAsync(test);
        await test.RestartAsync();

        var again = await SubmitAsync(test, request);
        Assert.Equal((first.ReportId, first.Promise.Signature), (again.ReportId, again.Promise.Signature));
        Assert.True(JsonElement.DeepEquals(first.Promise.TypedData, again.Promise.TypedData));
        Assert.Empty(await test.SuspectsAsync());
        Assert.Equal(2UL, await test.LogSizeAsync()); // the stream's opening, and the report

        var changed = report with { Salt = Records.Salt() };
        foreach (var other in new[] { test.Sign(changed, lines, Harbor), request with { Lines = test.Sign(report, Records.Lines(3), Harbor).Lines } })
        {
            Assert.Equal("record-backdated", (await test.Ledger.UsageIntake.SubmitAsync(other, CancellationToken.None)).Refusal?.Code);
        }

        Assert.Equal(2UL, await test.LogSizeAsync());
        Assert.Equal((changed.Id.Value, "staleBlock"), Assert.Single((await test.SuspectsAsync()).Select(kept => (kept.Id, kept.Reason)))); // not what the log has
        await test.CheckAll();
    }

    [Fact]
    public async Task A_report_that_comes_again_once_its_key_has_ended_gets_its_first_promise_and_is_no_suspect()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (lines, second) = (Records.Lines(3), await test.AdmitAsync(Harbor, KeyScopes.Report));
        var report = await test.ReportAsync(Harbor, lines);
        var request = test.Sign(report, lines, second);
        var first = await SubmitAsync(test, request);
        await test.RetireAsync(Harbor, second);

        Assert.Equal(first.Promise.Signature, (await SubmitAsync(test, request)).Promise.Signature);
        Assert.Empty(await test.SuspectsAsync());
        foreach (var other in new[] { test.Sign(report with { Salt = Records.Salt() }, lines, second), test.Sign(report, lines, Willow) })
        {
            Assert.Equal("key-not-held", (await test.Ledger.UsageIntake.SubmitAsync(other, CancellationToken.None)).Refusal?.Code);
        }

        Assert.Equal("keyScope", Assert.Single(await test.SuspectsAsync()).Reason);
        Assert.Equal(2UL, await test.LogSizeAsync());
    }

    /// <summary>Lets so much time pass that the blocks of today are too old for a record.</summary>
    private static async Task PassAsync(TestLedger test)
    {
        await test.AnchorAsync();
        test.Clock.Move(_tooOld);
        await test.SettleAsync();
    }

    private static async Task<UsageReportReceipt> SubmitAsync(TestLedger test, UsageReportRequest request) =>
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None));

    /// <summary>Whoever comes with the API key of a demo party.</summary>
    private static async Task<Caller> CallerAsync(TestLedger test, string name) => TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync(
        (await File.ReadAllTextAsync(Path.Combine(test.Directory, "keys", "demo", name + ".apikey"))).Trim(), CancellationToken.None));
}
