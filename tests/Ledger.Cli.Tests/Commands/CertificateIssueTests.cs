// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class CertificateIssueTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_shipment_is_certified_promised_checked_carton_by_carton_and_opened()
    {
        using var folder = new TemporaryFolder();
        var (license, key) = (await _walk.LicenseAsync(), await AdministratorAsync());
        var draft = folder.Write("shipment.json", Draft(license, 7));
        var first = await LedgerAsync($"certificate issue {draft} --key-file {key} --json");
        Assert.True(first.ExitCode == 0, first.Error + first.Out);
        var again = await LedgerAsync($"certificate issue {draft} --key-file {key} --json");
        Assert.Equal(first.Json.GetProperty("promise").ToString(), again.Json.GetProperty("promise").ToString());

        var record = await LedgerAsync($"record show {first.Json.GetProperty("recordId").GetString()} --json");
        Assert.DoesNotContain("Kaufhaus", record.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("A-0001", record.Out, StringComparison.Ordinal);

        var codes = await File.ReadAllLinesAsync(draft + ".codes.ndjson");
        Assert.Equal(3, codes.Length);
        foreach (var (number, line) in codes.Select(text => JsonElement.Parse(text)).Index())
        {
            Assert.Equal(line.GetProperty("code").GetString(), QrReader.Read(await File.ReadAllBytesAsync($"{draft}.codes/{number + 1:D4}.png")));
            Assert.Contains("<svg", await File.ReadAllTextAsync($"{draft}.codes/{number + 1:D4}.svg"), StringComparison.Ordinal);
            var code = folder.Write("code", line.GetProperty("code").GetString()!);
            var run = await Run.LedgerAsync($"certificate check {code} --json");
            Assert.Equal((4, line.GetProperty("serial").GetString()), (run.ExitCode, run.Json.GetProperty("serial").GetString()));
            Assert.Equal(0, (await Run.LedgerAsync($"certificate check {code} --key {run.Json.GetProperty("signer").GetString()}")).ExitCode);
        }

        var opened = folder.File("opened.json");
        Assert.Equal(0, (await Run.LedgerAsync($"certificate open {draft}.cert.json --field consignee --output {opened}")).ExitCode);
        Assert.Equal(4, (await Run.LedgerAsync($"certificate check {opened}")).ExitCode);
        Assert.DoesNotContain("PO-77", await File.ReadAllTextAsync(opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_says_too_much_or_changed_since_is_refused()
    {
        using var folder = new TemporaryFolder();
        var (license, key) = (await _walk.LicenseAsync(), await AdministratorAsync());
        Assert.Equal(2, (await LedgerAsync($"certificate issue {folder.Write("long.json", Draft(license, 31))} --key-file {key}")).ExitCode);
        var draft = folder.Write("shipment.json", Draft(license, 7));
        Assert.Equal(0, (await LedgerAsync($"certificate issue {draft} --key-file {key}")).ExitCode);
        folder.Write("shipment.json", Draft(license, 8));
        Assert.Equal(1, (await LedgerAsync($"certificate issue {draft} --key-file {key}")).ExitCode);
    }

    [Theory]
    [InlineData("en", "suspended", "nothing was signed")]
    [InlineData("zh-CN", "中止", "未作任何签署")]
    public async Task Nothing_is_signed_under_a_license_that_does_not_stand_with_its_parents(string language, string standing, string sentence)
    {
        using var folder = new TemporaryFolder();
        var (license, key) = (await _walk.LicenseAsync(), await AdministratorAsync());
        var id = license.GetProperty("id").GetString()!;
        await using var suspended = await LyingHost.StartAsync(
            host.Url, text => text.Contains(id, StringComparison.Ordinal) ? text.Replace("\"standing\":\"InForce\"", "\"standing\":\"Suspended\"", StringComparison.Ordinal) : text);
        var draft = folder.Write("shipment.json", Draft(license, 7));
        var run = await Run.LedgerAsync($"certificate issue {draft} --key-file {key} --lang {language} --url {suspended.Url}", host.Environment());
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(standing, run.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal([draft], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(draft)!));
    }

    [Fact]
    public async Task The_licensee_reads_the_certificate_and_another_licensee_does_not()
    {
        using var folder = new TemporaryFolder();
        var (license, key) = (await _walk.LicenseAsync(), await AdministratorAsync());
        var issued = await LedgerAsync($"certificate issue {folder.Write("shipment.json", Draft(license, 7))} --key-file {key} --json");
        var (id, licensee) = (issued.Json.GetProperty("recordId").GetString(), license.GetProperty("licensee").GetString()!);
        var list = $"/api/v1/records?kind=ShipmentCertificate&concerns={license.GetProperty("id").GetString()}&limit=500";

        var own = host.TokenOf(licensee);
        var others = new[] { "licensee-harbor", "licensee-willow" }.Select(name => File.ReadAllText(host.ApiKeyFile(name)).Trim()).Single(token => token != own);
        Assert.Contains((await host.GetAsync(list, token: own)).Json.GetProperty("items").EnumerateArray(), record => record.GetProperty("id").GetString() == id);
        Assert.Empty((await host.GetAsync(list, token: others)).Json.GetProperty("items").EnumerateArray());
    }

    private static string Draft(JsonElement license, int days) => JsonSerializer.Serialize(new
    {
        license = license.GetProperty("id").GetString(),
        product = "D9 player",
        days,
        units = new[] { "A-0001", "A-0002", "A-0003" },
        fields = new { consignee = "Kaufhaus GmbH", orderNumber = "PO-77", quantity = "3000" },
    });

    private async Task<string> AdministratorAsync() => _walk.KeyOf((await _walk.PoolAsync()).GetProperty("administrator").GetProperty("id").GetString()!).Path;

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
