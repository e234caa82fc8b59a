// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>A licensee files reports in the browser: from a sheet or without lines, through refusals and lost answers, to a receipt that is checked there.</summary>
public sealed class FilingTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Licensee = "licensee-harbor";
    private const string Heir = "tv-sail"; // a license came to it by assignment, and it has no stream yet
    private const string Posts = "**/api/v1/usage-reports";
    private const string PostsOfRecords = "**/api/v1/records";
    private const string Wrong = "product;act;made in;sold in;quantity;net value;currency\nSTB-1;sale;CN;VN;1.250;12,50;EUR\nSTB-2;sold;CN;CN;30;;\nTotal;;;;1280;;\n";
    private const string Right = "product;act;made in;sold in;quantity;net value;currency\nSTB-1;sale;CN;VN;1250;12.50;EUR\nSTB-2;sale;CN;CN;30;;\n";

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_wrong_sheet_is_put_right_in_place_signed_promised_and_proven(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, language);
        await UploadAsync(page, texts, Wrong);
        var cells = page.GetByRole(AriaRole.Table, new() { Name = texts["file.mending"] });
        await Expect(cells.Locator("input[aria-invalid=true]")).ToHaveCountAsync(4);
        await Expect(cells.GetByText("csv-number-comma")).ToBeVisibleAsync();
        await Look.AtAsync(page, $"file-wrong.{language}");

        await Cell(cells, texts, "quantity", 2).FillAsync("1250");
        await Cell(cells, texts, "net value", 2).FillAsync("12.50");
        await Cell(cells, texts, "act", 3).FillAsync("sale");
        await cells.GetByRole(AriaRole.Button, new() { Name = texts.Fill("file.dropRowOf", ("line", "4")) }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = texts["file.again"] }).ClickAsync();
        await Expect(page.GetByText(texts["file.sound"])).ToBeVisibleAsync();

        var sent = await SignAsync(page, texts, $"file-sign.{language}");
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["receipt.proofOf.holds"])).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator($"dt:text-is('{texts["checkpoint.witnesses"]}') + dd")).ToHaveTextAsync("0"); // nobody but the host has signed that checkpoint
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = texts["receipt.code"] })).ToBeVisibleAsync();
        await Look.AtAsync(page, $"receipt.{language}");
        AssertIsThatOfTheDomain(JsonElement.Parse(sent), IdOf(page));
        var end = Read(JsonElement.Parse(sent)).PeriodEnd;
        var last = DateOnly.Parse(LocalDays.Date(end - 1, "Asia/Shanghai"), CultureInfo.InvariantCulture);
        Assert.Equal((1, $"{last:yyyy-MM-dd}"), (last.AddDays(1).Day, LocalDays.Date(end, null))); // the edge of a month, which in UTC lies within a day
        await Expect(page.GetByText(last.ToString(language == "en" ? "MMM d, yyyy" : "yyyy年M月d日", CultureInfo.InvariantCulture))).ToBeVisibleAsync();
        await Expect(page.GetByText("Asia/Shanghai")).ToBeVisibleAsync();
        var file = JsonElement.Parse(await File.ReadAllTextAsync(await SaveAsync(page, texts["receipt.save"])));
        Assert.Equal(IdOf(page), file.GetProperty("reportId").GetString());
        Assert.Equal(IdOf(page), file.GetProperty("proof").GetProperty("record").GetString());
        Assert.DoesNotContain("STB-1", file.ToString(), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_signing_is_asked_for_again_with_the_same_bytes_and_gives_the_same_promise()
    {
        var texts = new ConsoleTexts("en");
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, "en");
        var form = page.Url;
        string? promised = null;
        await page.RouteAsync(Posts, async route =>
        {
            var answer = await (await route.FetchAsync()).TextAsync(); // taken, and the answer is lost
            promised ??= answer;
            await route.AbortAsync("connectionreset");
        });
        await UploadAsync(page, texts, Right);
        var first = await SignAsync(page, texts);
        await Expect(page.GetByText(texts["receipt.unanswered"])).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(texts["problem.unreachable"]);
        await Look.AtAsync(page, "filed-unanswered.en");

        var filed = page.Url;
        await page.GotoAsync(form);
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = texts["file.prepare"] }).ClickAsync();
        await Expect(page.GetByText(texts["file.waits"])).ToBeVisibleAsync(); // a second one for its place would be a fork
        await page.GotoAsync(filed);
        await Expect(page.GetByText(texts["receipt.unanswered"])).ToBeVisibleAsync();

        await page.UnrouteAsync(Posts);
        var second = await page.RunAndWaitForRequestAsync(() => page.ReloadAsync(), Posts); // what was signed outlives the page
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();

        Assert.Equal(first, second.PostData);
        var saved = JsonElement.Parse(await File.ReadAllTextAsync(await SaveAsync(page, texts["receipt.save"])));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(promised!).GetProperty("promise"), saved.GetProperty("promise")), saved.ToString());
        Assert.Equal(IdOf(page), saved.GetProperty("reportId").GetString());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_nil_report_is_filed_without_a_sheet_and_listed_where_it_was_signed(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, language);
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        var sent = JsonElement.Parse(await SignAsync(page, texts));
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["usage.nil"])).ToBeVisibleAsync();
        Assert.Equal((0, 0), (sent.GetProperty("lines").GetArrayLength(), sent.GetProperty("report").GetProperty("lineCount").GetInt32()));
        Assert.Equal(IdOf(page), Read(sent).Id.Value.ToString());

        await page.GetByRole(AriaRole.Navigation, new() { Name = texts["nav.label"] }).GetByRole(AriaRole.Link, new() { Name = texts["nav.file"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = texts["file.kept"] }).GetByText(texts["file.promised"])).ToBeVisibleAsync();
        await Look.AtAsync(page, $"file-choice.{language}");
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_refused_report_shows_its_code_and_sentence_and_is_kept_until_it_is_discarded(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, language);
        await page.GetByLabel(texts["file.supersedes"]).FillAsync("0x" + new string('1', 64));
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        var answer = await page.RunAndWaitForResponseAsync(() => SignAsync(page, texts), Posts);
        var problem = JsonElement.Parse(await answer.BodyAsync());

        var alert = page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(problem.GetProperty("code").GetString()!);
        await Expect(alert).ToContainTextAsync(problem.GetProperty("detail").GetString()!);
        await Expect(page.GetByText(texts["receipt.refused"])).ToBeVisibleAsync();
        await Look.AtAsync(page, $"filed-refused.{language}");
        await page.GetByRole(AriaRole.Button, new() { Name = texts["receipt.forget"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["file.title"], Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["file.unsent"])).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en", Heir)]
    [InlineData("zh-CN", "licensee-willow")]
    public async Task A_licensee_opens_a_stream_in_the_browser_and_files_the_first_report_on_it(string language, string licensee)
    {
        var texts = new ConsoleTexts(language);
        var name = language == "en" ? "Web shop" : "宁波网店";
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, licensee);
        await ToFormAsync(page, texts);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts[licensee == Heir ? "stream.first" : "stream.another"] })).ToBeVisibleAsync();
        await page.GetByLabel(texts["stream.name"]).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = texts["stream.prepare"] }).ClickAsync();
        string? promised = null;
        await page.RouteAsync(PostsOfRecords, async route =>
        {
            var answer = await (await route.FetchAsync()).TextAsync(); // taken, and the answer is lost
            promised ??= answer;
            await route.AbortAsync("connectionreset");
        });
        var first = await SignMadeAsync(page, texts, PostsOfRecords, licensee, $"stream-sign.{language}");
        await Expect(page.GetByText(texts["receipt.unanswered"])).ToBeVisibleAsync();
        await page.UnrouteAsync(PostsOfRecords);
        var second = await page.RunAndWaitForRequestAsync(() => page.ReloadAsync(), PostsOfRecords); // what was signed outlives the page
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["receipt.proofOf.holds"])).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Look.AtAsync(page, $"stream-receipt.{language}");

        var opening = TypedDataJson.ReadMessage<StreamOpening>(JsonElement.Parse(first).GetProperty("record"));
        Assert.Equal((first, name, IdOf(page)), (second.PostData!, opening.Name, opening.Id.Value.ToString()));
        var receipt = JsonElement.Parse(await File.ReadAllTextAsync(await SaveAsync(page, texts["receipt.save"])));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(promised!).GetProperty("promise"), receipt.GetProperty("promise")), receipt.ToString());

        await ToFormAsync(page, texts);
        await page.GetByLabel(texts["file.stream"], new() { Exact = true }).SelectOptionAsync(opening.Id.Value.ToString());
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        var report = Read(JsonElement.Parse(await SignAsync(page, texts, signer: licensee)));
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        Assert.Equal((opening.Id, 1UL), (report.Stream, report.Sequence));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task What_was_signed_is_saved_as_a_file_before_it_is_sent_and_sent_again_from_a_browser_that_forgot_it(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, language);
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        await page.RouteAsync(Posts, route => route.AbortAsync("connectionreset")); // the host is not reached
        string? sent = null;
        var download = await page.RunAndWaitForDownloadAsync(async () => sent = await SignAsync(page, texts));
        await Expect(page.GetByText(texts["receipt.unanswered"])).ToBeVisibleAsync();
        var (id, file) = (IdOf(page), await download.PathAsync());
        Assert.Contains($"\"request\":{sent},", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await page.UnrouteAsync(Posts);

        await using var other = await Browser.StartAsync();
        page = await other.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, Licensee);
        await ToChoiceAsync(page, texts);
        await page.GetByLabel(texts["file.resendFile"]).SetInputFilesAsync(new FilePayload { Name = "notes.json", MimeType = "application/json", Buffer = "{}"u8.ToArray() });
        await Expect(page.GetByText(texts["file.resendNoneText"])).ToBeVisibleAsync();
        await Look.AtAsync(page, $"file-resend.{language}");
        var again = await page.RunAndWaitForRequestAsync(() => page.GetByLabel(texts["file.resendFile"]).SetInputFilesAsync(file), Posts);
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        Assert.Equal((sent, id), (again.PostData, IdOf(page)));

        await ToChoiceAsync(page, texts);
        await page.GetByLabel(texts["file.resendFile"]).SetInputFilesAsync(file); // a second time: the promise is there already
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        Assert.Equal(id, IdOf(page));

        // What the host gives of it is the same file, and is sent from a browser that knows nothing of it.
        await page.GetByRole(AriaRole.Link, new() { Name = texts["receipt.show"] }).ClickAsync();
        var given = await SaveAsync(page, texts["report.saveSource"]);
        var signed = SignedRecord.TryRead(JsonElement.Parse(await File.ReadAllTextAsync(given)))!;
        Assert.Equal((SignedRecordVerdict.Holds, id), (signed.Judge(signed.Domain!).Verdict, signed.Id.ToString()));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(sent!), signed.Request), signed.Request.ToString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("eip712"), JsonElement.Parse(await File.ReadAllTextAsync(given)).GetProperty("eip712")));
        await using var third = await Browser.StartAsync();
        page = await third.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, Licensee);
        await ToChoiceAsync(page, texts);
        await page.GetByLabel(texts["file.resendFile"]).SetInputFilesAsync(given);
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        Assert.Equal(id, IdOf(page));
    }

    [Fact]
    public async Task What_is_being_mended_outlives_a_refusal_and_another_language_and_a_sheet_is_judged_for_its_own_period()
    {
        var (english, chinese) = (new ConsoleTexts("en"), new ConsoleTexts("zh-CN"));
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, "en");
        await UploadAsync(page, english, Wrong);
        var cells = page.GetByRole(AriaRole.Table, new() { Name = english["file.mending"] });
        await Cell(cells, english, "quantity", 2).FillAsync("1250");
        await Expect(page.GetByLabel(english["file.upload"])).ToHaveValueAsync(""); // the same file can be chosen again
        foreach (var line in (string[])["2", "3", "4"])
        {
            await cells.GetByRole(AriaRole.Button, new() { Name = english.Fill("file.dropRowOf", ("line", line)) }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = english["file.again"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("csv-no-lines");
        await Expect(cells.GetByRole(AriaRole.Button, new() { Name = english["file.keepRow"] })).ToHaveCountAsync(3);

        await cells.GetByRole(AriaRole.Button, new() { Name = english["file.keepRow"] }).First.ClickAsync();
        await Cell(cells, english, "quantity", 2).FillAsync("1250");
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        cells = page.GetByRole(AriaRole.Table, new() { Name = chinese["file.mending"] });
        await Expect(Cell(cells, chinese, "quantity", 2)).ToHaveValueAsync("1250");
        await Cell(cells, chinese, "net value", 2).FillAsync("12.50");
        await page.GetByRole(AriaRole.Button, new() { Name = chinese["file.again"] }).ClickAsync();
        await Expect(page.GetByText(chinese["file.sound"])).ToBeVisibleAsync();

        // While the sheet is judged for another period, nothing is signed for either.
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/usage-sheets?**", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await page.GetByLabel(chinese["usage.period"], new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = chinese["file.prepare"] })).ToHaveCountAsync(0);
        held.SetResult();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = chinese["file.prepare"] })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_report_whose_place_was_taken_while_it_was_read_is_not_signed()
    {
        var texts = new ConsoleTexts("en");
        await using var browser = await Browser.StartAsync();
        var (slow, quick) = (await OpenAsync(browser, "en"), await OpenAsync(browser, "en"));
        await slow.GetByLabel(texts["file.nil"]).CheckAsync();
        await slow.GetByRole(AriaRole.Button, new() { Name = texts["file.prepare"] }).ClickAsync();
        await Expect(slow.GetByLabel(texts["sign.keyFile"])).ToBeVisibleAsync();
        await quick.GetByLabel(texts["file.nil"]).CheckAsync();
        await SignAsync(quick, texts);
        await Expect(quick.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();

        slow.Request += (_, request) => Assert.False(request.Method == "POST", request.Url);
        await slow.GetByLabel(texts["sign.keyFile"]).SetInputFilesAsync(Path.Combine(ledger.DataDirectory, "keys", "demo", $"{Licensee}.json"));
        await slow.GetByLabel(texts["sign.read"]).CheckAsync();
        await slow.GetByRole(AriaRole.Button, new() { Name = texts["sign.byFile"] }).ClickAsync();
        await Expect(slow.GetByText(texts["file.takenText"])).ToBeVisibleAsync();
        await slow.GetByRole(AriaRole.Navigation, new() { Name = texts["nav.label"] }).GetByRole(AriaRole.Link, new() { Name = texts["nav.file"] }).ClickAsync();
        await Expect(slow.GetByText(texts["file.resendText"])).ToBeVisibleAsync();
        await Expect(slow.GetByText(texts["file.unsent"])).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_receipt_is_there_to_keep_though_the_host_denies_the_report()
    {
        var texts = new ConsoleTexts("zh-CN");
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, "zh-CN");
        await page.GetByLabel(texts["file.nil"]).CheckAsync();
        await SignAsync(page, texts);
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        await page.RouteAsync("**/api/v1/usage-reports/*/trace**", route => route.FulfillAsync(new() { Status = 404, ContentType = "application/problem+json", Body = """{"title":"Gone","status":404,"code":"record-unknown","detail":"Never seen."}""" }));
        await page.RouteAsync("**/api/v1/records/**", route => route.AbortAsync("connectionreset"));
        await page.ReloadAsync();
        await Expect(page.GetByText("record-unknown")).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync(); // of the license's pool, and its log key
        Assert.Equal(IdOf(page), JsonElement.Parse(await File.ReadAllTextAsync(await SaveAsync(page, texts["receipt.save"]))).GetProperty("reportId").GetString());

        await page.RouteAsync("**/api/v1/deployment", route => route.AbortAsync("connectionreset"));
        await page.ReloadAsync();
        await Expect(page.GetByText(texts["receipt.notJudged"])).ToBeVisibleAsync();
        await SaveAsync(page, texts["receipt.save"]);
    }

    /// <summary>From the license's own page to the form, as its licensee.</summary>
    private async Task<IPage> OpenAsync(Browser browser, string language)
    {
        var texts = new ConsoleTexts(language);
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, Licensee);
        await ToFormAsync(page, texts);
        await Expect(page.GetByLabel(texts["file.stream"], new() { Exact = true })).ToBeVisibleAsync();
        return page;
    }

    private static async Task ToFormAsync(IPage page, ConsoleTexts texts)
    {
        await ToChoiceAsync(page, texts);
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = texts["file.title"] }).First.ClickAsync();
    }

    private static Task ToChoiceAsync(IPage page, ConsoleTexts texts) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = texts["nav.label"] }).GetByRole(AriaRole.Link, new() { Name = texts["nav.file"] }).ClickAsync();

    private static Task UploadAsync(IPage page, ConsoleTexts texts, string sheet) => page.GetByLabel(texts["file.upload"]).SetInputFilesAsync(
        new FilePayload { Name = "usage.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(sheet) });

    /// <summary>Makes the report, signs it by key file, and gives the body that was sent.</summary>
    private async Task<string> SignAsync(IPage page, ConsoleTexts texts, string? picture = null, string signer = Licensee)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = texts["file.prepare"] }).ClickAsync();
        return await SignMadeAsync(page, texts, Posts, signer, picture);
    }

    /// <summary>Signs what was made by key file, and gives the body that was sent.</summary>
    private async Task<string> SignMadeAsync(IPage page, ConsoleTexts texts, string posts, string signer, string? picture = null)
    {
        await page.GetByLabel(texts["sign.keyFile"]).SetInputFilesAsync(Path.Combine(ledger.DataDirectory, "keys", "demo", $"{signer}.json"));
        await page.GetByLabel(texts["sign.read"]).CheckAsync();
        if (picture is not null)
        {
            await Look.AtAsync(page, picture);
        }

        var sent = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = texts["sign.byFile"] }).ClickAsync(), posts);
        return sent.PostData!;
    }

    private static async Task<string> SaveAsync(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());
        return await download.PathAsync();
    }

    private static ILocator Cell(ILocator cells, ConsoleTexts texts, string column, int line) =>
        cells.GetByLabel(texts.Fill("file.cell", ("column", column), ("line", $"{line}")), new() { Exact = true });

    private static string IdOf(IPage page) => page.Url[(page.Url.LastIndexOf('/') + 1)..];

    private static UsageReport Read(JsonElement sent) => TypedDataJson.ReadMessage<UsageReport>(sent.GetProperty("report"));

    /// <summary>The domain, which never saw the browser's code, makes the same id, root, totals and lines of what was sent.</summary>
    private static void AssertIsThatOfTheDomain(JsonElement sent, string id)
    {
        var report = Read(sent);
        UsageLine[] lines = [.. sent.GetProperty("lines").EnumerateArray().Select(line => TypedDataJson.ReadMessage<UsageLine>(line))];
        var sheet = UsageSheet.Read(Encoding.UTF8.GetBytes(Right), new SheetPeriod(report.PeriodStart, report.PeriodEnd, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]));
        Assert.Equal(id, report.Id.Value.ToString());
        Assert.Equal(UsageLines.Root(lines), report.LinesRoot);
        Assert.Equal((2U, UsageLines.Total(lines), UsageLines.TotalValue(lines), "EUR"), (report.LineCount, report.TotalQuantity.ToBigInteger(), report.TotalNetValue.ToBigInteger(), report.Currency));
        Assert.Equal(sheet.Usages, lines.Select((line, i) => line with { Salt = sheet.Usages[i].Salt }));
        Assert.Distinct(lines.Select(line => line.Salt));
    }
}
