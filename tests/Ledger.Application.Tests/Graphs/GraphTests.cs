// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Graphs;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Alerts;

namespace Ledger.Application.Tests.Graphs;

[Collection(SeededTemplate.Collection)]
public sealed class GraphTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";

    [Fact]
    public async Task A_report_stands_under_its_pool_schedule_license_stream_and_party_and_over_its_lines_and_payment()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync(Harbor, lines: 9);
        var report = await test.ReportAsync(Harbor, [], 2, new RecordId(receipt.ReportId));
        var claim = new PaymentClaimed(
            report.License, report.Reporter, report.PeriodStart, report.PeriodEnd, 5_000UL, "CNY", report.PeriodStart, "T-1", await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(claim, Harbor), CancellationToken.None));

        var graph = await DrawAsync(test, receipt.ReportId);

        Assert.Equal($"record:{receipt.ReportId}", graph.Root);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "party", "pool", "revision", "license", "StreamOpening", "UsageReport", "line", "PaymentClaimed" },
            graph.Nodes.Select(node => node.Kind).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(("line", 3, false), (graph.LeftOut.Single().Kind, graph.LeftOut.Single().Count, graph.LeftOut.Single().Closed));
        Assert.Contains(graph.Edges, edge => edge.From == graph.Root && edge.To == $"record:{claim.Id.Value}" && edge.Relation == "pays");
        Assert.Contains(graph.Edges, edge => edge.From.StartsWith("license:", StringComparison.Ordinal) && edge.To == graph.Root);
        Assert.Equal("CNY 50.00", graph.Nodes.Single(node => node.Kind == "PaymentClaimed").Words[0]);
        var one = await DrawAsync(test, receipt.ReportId, line: 8);
        Assert.Equal(8, one.Nodes.Single(node => node.Kind == "line").Line);
    }

    [Fact]
    public async Task Everything_that_has_an_id_has_a_graph_and_words_in_both_languages()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync(Harbor);
        var seen = await test.ObservationAsync();
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(seen), Caller.Host, CancellationToken.None));
        await test.AnchorAsync();
        var (pool, license) = (await test.PoolAsync(), await test.LicenseAsync(Harbor));
        var schedule = TestLedger.Must(await test.Ledger.Registry.SchedulesAsync(pool.Id, null, 10, CancellationToken.None)).Items[0];
        var alert = Hash32.Parse((await test.Ledger.Alerts.ListAsync(null, null, null, 10, RefusalTexts.English, CancellationToken.None)).Items[0].Id);

        foreach (var id in new[] { pool.Id, license.Id, license.Licensee, schedule.Head, receipt.ReportId, seen.Id.Value, alert })
        {
            var (english, chinese) = (await DrawAsync(test, id), await DrawAsync(test, id, language: RefusalTexts.Chinese));
            Assert.True(english.Nodes.Count > 1, $"{id} stands alone");
            Assert.Equal(english.Nodes.Select(node => (node.Key, node.X, node.Y)), chinese.Nodes.Select(node => (node.Key, node.X, node.Y)));
            Assert.DoesNotContain(english.Nodes.SelectMany(node => node.Words.Append(node.Title)).Concat(english.Edges.Select(edge => edge.Word)), word => word.StartsWith("graph/", StringComparison.Ordinal));
            Assert.DoesNotContain(chinese.Nodes.Select(node => node.Title).Concat(chinese.Edges.Select(edge => edge.Word)), word => word.All(char.IsAscii));
        }
    }

    [Fact]
    public async Task Every_kind_of_record_and_every_rule_has_its_words()
    {
        await using var test = await TestLedger.StartAsync(template);
        string[] rules = [.. typeof(NoLicense).Assembly.GetTypes().Where(type => type.Namespace == typeof(NoLicense).Namespace)
            .Select(type => type.GetField("Rule")?.GetRawConstantValue()).OfType<string>()];
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { NoLicense.Rule, PromisesBroken.Rule, ReportFork.Rule }, rules.ToHashSet(StringComparer.Ordinal));
        foreach (var language in RefusalTexts.Languages)
        {
            var words = new GraphWords(test.Ledger.Context.Texts, language);
            string[] said = [.. Enum.GetNames<RecordKind>().Select(words.Kind), .. rules.Select(rule => words.Say("graph/rule." + rule)), .. Enum.GetNames<AlertState>().Select(state => words.Say("graph/alert." + state))];
            Assert.DoesNotContain(said, word => word.StartsWith("graph/", StringComparison.Ordinal));
            Assert.Equal(said.Length, said.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public async Task The_same_graph_gives_the_same_bytes_which_are_xml_without_script()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync(Harbor);
        var once = GraphSvg.Write(await DrawAsync(test, receipt.ReportId), RefusalTexts.English);

        Assert.Equal(once, GraphSvg.Write(await DrawAsync(test, receipt.ReportId), RefusalTexts.English));
        var names = XDocument.Parse(once).Descendants().Select(element => element.Name.LocalName).ToHashSet(StringComparer.Ordinal);
        XNamespace xml = "http://www.w3.org/2000/svg";
        var told = XDocument.Parse(once).Root!.Element(xml + "desc")!.Value.Split('\n');
        var graph = await DrawAsync(test, receipt.ReportId);
        Assert.Equal(graph.Nodes.Count + graph.Edges.Count + graph.LeftOut.Count, told.Length); // all that is drawn is said
        Assert.Contains(told, line => line.StartsWith("License ", StringComparison.Ordinal) && line.Contains(" → holds → ", StringComparison.Ordinal));
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "svg", "title", "desc", "style", "rect", "defs", "marker", "path", "g", "text" }, names);
    }

    [Fact]
    public void What_somebody_wrote_is_text_in_the_drawing()
    {
        const string Hostile = "<script>alert('1')</script> & \u0001 \"x\"";
        var node = new GraphNodeView("a", "party", Hostile, default, null, [Hostile], 24, 24, GraphSvg.BoxWidth, GraphSvg.BoxHeight(1));
        var svg = GraphSvg.Write(new GraphView("a", 256, 116, [node], [], [new GraphRestView("line", 1, false, Hostile)], Hostile), Hostile);
        Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
        Assert.Equal(Hostile.Replace('\u0001', '\uFFFD'), XDocument.Parse(svg).Root!.Elements().First().Value);
    }

    [Theory]
    [InlineData("short", false, "short")]
    [InlineData("", true, "")]
    [InlineData("more than twenty-one letters", false, "more than twenty-one l…")]
    [InlineData("exactly twenty-seven letters", true, "exactly twenty-seve…")]
    [InlineData("WWWWWWWWWWWWWWWW", false, "WWWWWWWWWWWWW…")]
    [InlineData("一二三四五六七八九十一二三四", false, "一二三四五六七八九十一二三四")]
    [InlineData("一二三四五六七八九十一二三四五", false, "一二三四五六七八九十一二三…")]
    [InlineData("一二三四五六七八九十一二三四五", true, "一二三四五六七八九十一…")]
    public void A_long_word_ends_in_dots_within_its_box(string text, bool isBold, string shown) =>
        Assert.Equal(shown, TextWidth.Fit(text, GraphSvg.BoxWidth - 20, isBold));

    [Fact]
    public async Task What_a_key_may_not_read_is_counted_and_not_shown()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync(Harbor);
        var stranger = new Caller("key", test.Party("licensee-willow"), AccessScopes.Read, new Dictionary<PoolId, PoolRole>());

        Assert.IsType<GraphUnknown>((await test.Ledger.Graphs.DrawAsync(stranger, receipt.ReportId, null, RefusalTexts.English, CancellationToken.None)).Refusal);
        var license = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(stranger, (await test.LicenseAsync(Harbor)).Id, null, RefusalTexts.English, CancellationToken.None));
        Assert.DoesNotContain(license.Nodes, node => node.Kind == "UsageReport");
    }

    [Fact]
    public async Task A_record_has_its_alert_however_many_there_were_before_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = (await test.PoolAsync()).Id;
        var body = new AlertBody([], "none", new Dictionary<string, string>(StringComparer.Ordinal), [], Acknowledged: false).Write();
        await test.Ledger.Context.Store.WriteAsync(writer =>
        {
            for (var i = 0; i < 501; i++)
            {
                writer.Alerts.Put(new AlertRow(0, Records.Salt(), NoLicense.Rule, AlertState.Retracted, pool, null, null, body, 0));
            }

            return true;
        });
        var seen = await test.ObservationAsync();
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(seen), Caller.Host, CancellationToken.None));
        await test.AnchorAsync();

        Assert.Contains((await DrawAsync(test, seen.Id.Value)).Nodes, node => node.Kind == "alert");
    }

    private static async Task<GraphView> DrawAsync(TestLedger test, Hash32 id, ulong? line = null, string language = RefusalTexts.English) =>
        TestLedger.Must(await test.Ledger.Graphs.DrawAsync(Caller.Host, id, line, language, CancellationToken.None));
}
