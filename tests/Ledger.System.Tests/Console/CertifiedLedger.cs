// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Console;

/// <summary>A ledger whose administrator has certified two shipments of one license, with one serial number in both.</summary>
public sealed class CertifiedLedger : RunningLedger, IAsyncLifetime
{
    private readonly Place _place = new();

    /// <summary>The license that both are under.</summary>
    public string License { get; private set; } = "";

    /// <summary>The administrator's key, as the command names it.</summary>
    public string Signer { get; private set; } = "";

    /// <summary>When the certificates are valid, UTC seconds.</summary>
    public long Valid { get; private set; }

    /// <summary>The file of a code's letters, or of its picture.</summary>
    public string File(string shipment, string name) => _place[$"{shipment}.json{name}"];

    /// <summary>The code of one of a shipment's units.</summary>
    public async Task<string> CodeAsync(string shipment, int unit) =>
        JsonElement.Parse((await System.IO.File.ReadAllLinesAsync(File(shipment, ".codes.ndjson")))[unit]).GetProperty("code").GetString()!;

    internal Task<Ended> RunAsync(params string[] arguments) => Running.Shell.LedgerAsync(Url, _place.Root, arguments);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        using var client = new HttpClient();
        var licenses = JsonElement.Parse(await client.GetByteArrayAsync(new Uri(Url, "/api/v1/licenses?limit=100&standing=InForce")));
        var willow = licenses.GetProperty("items").EnumerateArray()
            .First(one => one.GetProperty("licenseeNames").GetProperty("en").GetString()!.StartsWith("Willow", StringComparison.Ordinal));
        License = willow.GetProperty("id").GetString()!;
        await IssueAsync("first", "A-0001", "A-0002");
        await IssueAsync("second", "A-0002", "C-1");
        var told = JsonElement.Parse((await RunAsync("certificate", "check", await CodeAsync("first", 0), "--json")).Output);
        (Signer, Valid) = (told.GetProperty("signer").GetString()!, told.GetProperty("validFrom").GetInt64() + 60);
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        _place.Dispose();
        return base.DisposeAsync();
    }

    private async Task IssueAsync(string shipment, params string[] units)
    {
        var draft = _place.Write($"{shipment}.json", JsonSerializer.Serialize(new { license = License, product = "D9 player", days = 7, units, fields = new { consignee = "Kaufhaus GmbH" } }));
        var keys = Path.Combine(DataDirectory, "keys", "demo");
        var ended = await RunAsync("certificate", "issue", draft, "--key-file", Path.Combine(keys, "administrator.json"), "--api-key-file", Path.Combine(keys, "administrator.apikey"));
        Assert.True(ended.Code == 0, ended.Error + ended.Output);
    }
}
