// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Access;

/// <summary>Every route of the OpenAPI document with every caller, over HTTP against the running host.</summary>
[Collection(HostCollection.Name)]
public sealed class AccessMatrixTests(HostFixture host)
{
    private static readonly string[] _refusals =
    [
        "api-key-missing", "api-key-unknown", "api-key-revoked", "api-key-expired", "scope-missing", "role-missing", "party-only", "operator-only", "not-proposer",
    ];

    [Fact]
    public async Task Every_route_tells_every_caller_what_its_rule_says_and_shows_nobody_what_is_anothers()
    {
        var world = await AccessWorld.MakeAsync(host);
        List<string> wrong = [];
        var tried = 0;
        foreach (var (path, method, operation) in await OperationsAsync())
        {
            var name = operation.GetProperty("operationId").GetString()!;
            // The proposer comes last, for the others must find the proposal open.
            foreach (var (caller, token) in world.Tokens.OrderBy(one => one.Key is "administrator"))
            {
                tried++;
                var expected = Expectations.CodeFor(name, operation.GetProperty("x-access"), caller);
                var answer = await AskAsync(world, path, method, name, token);
                if (Flaw(expected, answer) is { } flaw)
                {
                    wrong.Add($"{method} {path} as {caller}: {flaw}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried >= 30 * 14, $"Only {tried} combinations were tried.");
    }

    [Fact]
    public async Task Whoever_has_no_key_is_told_so_before_anything_else_is_said()
    {
        List<string> wrong = [];
        foreach (var (path, method, operation) in (await OperationsAsync()).Where(one => !one.Operation.GetProperty("x-access").GetProperty("public").GetBoolean()))
        {
            (string Id, string Body, string Type)[] bad = [("0x12", "{", "application/json"), ("none", "\0", "text/plain"), ("..%2F..", new string('[', 2 << 20), "application/json")];
            foreach (var (id, body, type) in bad)
            {
                var answer = await host.SendAsync(
                    method, path.Replace("{id}", id, StringComparison.Ordinal) + "?limit=none", Encoding.UTF8.GetBytes(body), key: "", contentType: type, token: "");
                if (answer.Status != 401)
                {
                    wrong.Add($"{method} {path} with {id}: {answer.Status} {answer.Text}");
                }
            }
        }

        foreach (var path in new[] { "/api/v1/nothing", "/api/nothing", "/api/v2/pools", "/API/V1/alerts" })
        {
            Assert.Equal(401, (await host.GetAsync(path, token: "")).Status);
        }

        Assert.Equal(401, (await host.SendAsync(HttpMethod.Put, "/api/v1/proposals", "{}"u8.ToArray(), token: "")).Status);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Exactly_what_the_design_names_is_public()
    {
        var open = (await OperationsAsync())
            .Where(one => one.Operation.GetProperty("x-access").GetProperty("public").GetBoolean())
            .Select(one => $"{one.Method} {one.Path}").Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "GET /api/v1/deployment", "GET /api/v1/license-terms", "GET /api/v1/licenses", "GET /api/v1/licenses/{id}", "GET /api/v1/licenses/{id}/verification",
                "GET /api/v1/parties/{id}", "GET /api/v1/pools", "GET /api/v1/pools/{id}",
                "GET /api/v1/pools/{id}/checkpoints", "GET /api/v1/pools/{id}/log/consistency", "GET /api/v1/pools/{id}/members",
                "GET /api/v1/pools/{id}/patent-lists/{root}", "GET /api/v1/pools/{id}/patents", "GET /api/v1/pools/{id}/schedules",
                "GET /api/v1/pools/{id}/schedules/{schedule}/revisions/{revision}",
                "GET /api/v1/pools/{id}/schedules/{schedule}/revisions/{revision}/changes",
                "GET /api/v1/pools/{id}/schedules/{schedule}/revisions/{revision}/patents",
                "GET /api/v1/pools/{id}/schedules/{schedule}/revisions/{revision}/patents/{number}/proof", "GET /api/v1/pools/{id}/witnesses", "GET /api/v1/search", "GET /health/live", "GET /health/ready", "GET /metrics", "POST /rpc",
            ],
            open);
    }

    [Fact]
    public async Task A_list_of_alerts_shows_a_caller_his_own_and_no_others()
    {
        var world = await AccessWorld.MakeAsync(host);
        var alert = world.IdFor("/alerts/");
        foreach (var caller in new[] { "administrator", "licensor", "auditor", "dispute", "licensee", "other licensee", "elsewhere" })
        {
            var listed = (await host.GetAsync("/api/v1/alerts?limit=500", token: world.Tokens[caller])).Json.GetProperty("items").EnumerateArray()
                .Any(one => one.GetProperty("id").GetString() == alert);
            Assert.Equal(caller is not ("licensee" or "other licensee" or "elsewhere"), listed);
        }
    }

    [Fact]
    public async Task A_demand_for_erasure_is_brought_by_whoever_signed_it_and_judged_by_whose_the_document_is()
    {
        var world = await AccessWorld.MakeAsync(host);
        var path = $"/api/v1/documents/{world.IdFor("/documents/")}/erasure";

        var own = await host.PostAsync(path, await world.OldErasureAsync(), token: world.Tokens["administrator"]);
        var brought = await host.PostAsync(path, await world.OldErasureAsync(), token: world.Tokens["licensee"]);
        var licensees = await host.PostAsync(path, await world.OldErasureAsync(by: "licensee-harbor"), token: world.Tokens["licensee"]);
        var others = await host.PostAsync(path, await world.OldErasureAsync(by: "licensee-willow"), token: world.Tokens["other licensee"]);

        Assert.Equal((422, "erasure-untimely"), (own.Status, own.Code));
        Assert.Equal((403, "party-mismatch"), (brought.Status, brought.Code));
        Assert.Equal((422, "erasure-not-theirs"), (licensees.Status, licensees.Code));
        Assert.Equal((404, "document-unknown"), (others.Status, others.Code));
    }

    [Fact]
    public async Task A_record_is_brought_by_its_own_party_alone()
    {
        var world = await AccessWorld.MakeAsync(host);
        var walk = new Walk(host);
        var license = (await host.GetAsync($"/api/v1/licenses/{world.License}")).Json;

        var report = await host.PostAsync("/api/v1/usage-reports", await walk.ReportAsync(SomeRecords.Salt(), of: license), token: world.Tokens["other licensee"]);
        var observation = await host.PostAsync("/api/v1/observations", await walk.ObservationAsync("Anybody"), token: world.Tokens["auditor"]);

        Assert.Equal((403, "party-mismatch"), (report.Status, report.Code));
        Assert.Equal((403, "party-mismatch"), (observation.Status, observation.Code));
    }

    [Fact]
    public async Task What_one_caller_was_told_under_an_idempotency_key_is_never_replayed_to_another()
    {
        var world = await AccessWorld.MakeAsync(host);
        var body = JsonSerializer.Serialize(new { title = "Confidential", license = world.License });

        var first = await host.PostAsync("/api/v1/matters", body, key: "shared-key", token: world.Tokens["dispute"]);
        var other = await host.PostAsync("/api/v1/matters", body, key: "shared-key", token: world.Tokens["auditor"]);

        Assert.Equal((201, 201), (first.Status, other.Status));
        Assert.NotEqual(first.Json.GetProperty("id").GetString(), other.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_token_is_shown_once_and_not_in_a_replay()
    {
        var world = await AccessWorld.MakeAsync(host);
        var body = new { label = "once", party = world.Party };

        var first = await host.PostAsync("/api/v1/api-keys", body, key: "one-token", token: world.Tokens["operator"]);
        var again = await host.PostAsync("/api/v1/api-keys", body, key: "one-token", token: world.Tokens["operator"]);
        var listed = await host.GetAsync("/api/v1/api-keys?limit=500", token: world.Tokens["operator"]);

        var token = first.Json.GetProperty("token").GetString()!;
        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal(first.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        Assert.DoesNotContain(token, again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, listed.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync("/api/v1/alerts", token: world.Tokens["licensee"])).Status);
    }

    private static string? Flaw(string? expected, Answered answer)
    {
        var code = answer.MediaType is "application/problem+json" ? answer.Code : null;
        return answer.Status >= 500 && answer.Status != 503 ? $"{answer.Status} {answer.Text}"
            : expected is null
                ? code is not null && (answer.Status is 401 or 403 or 405 || _refusals.Contains(code, StringComparer.Ordinal)) ? $"let through, but {answer.Status} {code}" : null
            : string.Equals(code, expected, StringComparison.Ordinal) ? null
            : $"expected {expected}, got {answer.Status} {code}";
    }

    private async Task<Answered> AskAsync(AccessWorld world, string path, HttpMethod method, string operation, string token)
    {
        var url = path.Replace("{id}", world.IdFor(path), StringComparison.Ordinal)
            + operation switch { "discloseLicenseTerms" => "?fields=calendar", "discloseDocument" => "?field=calendar", "getPeriod" => "?start=0&end=1", _ => "" };
        var body = operation switch
        {
            "createProposal" => "{\"kind\":\"Nothing\",\"message\":{}}",
            "signProposal" => "{\"party\":\"" + world.Party + "\",\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}",
            "submitUsageReport" => "{\"report\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\",\"lines\":[]}",
            "submitObservation" => "{\"observation\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}",
            "submitRecord" or "submitPayment" => "{\"kind\":\"PaymentClaimed\",\"record\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}",
            "openMatter" => JsonSerializer.Serialize(new { title = "A matter", license = world.License }),
            "holdDocument" or "releaseDocument" or "holdRecord" or "releaseRecord" => "{\"matter\":\"m\",\"reason\":\"r\"}",
            "eraseDocument" => JsonSerializer.Serialize(await world.OldErasureAsync(), Application.Views.LedgerJson.Options),
            "eraseRecord" => JsonSerializer.Serialize(await world.OldRecordErasureAsync(), Application.Views.LedgerJson.Options),
            "createApiKey" => "{\"label\":\"\"}",
            _ => "{}",
        };
        if (operation is not "readFeed")
        {
            var type = operation is "judgeUsageSheet" ? "text/csv" : "application/json";
            return await host.SendAsync(method, url, method == HttpMethod.Post ? Encoding.UTF8.GetBytes(body) : null, contentType: type, token: token);
        }

        // A stream without end: its first line is answer enough.
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = token.Length == 0 ? null : new("Bearer", token);
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.IsSuccessStatusCode
            ? new Answered(200, "text/event-stream", [])
            : new Answered((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>All operations; one that does not say who may call it is a failure by itself.</summary>
    private async Task<List<(string Path, HttpMethod Method, JsonElement Operation)>> OperationsAsync()
    {
        var document = (await host.GetAsync("/openapi/v1.json", token: "")).Json;
        var all = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, verb) => (path.Name, new HttpMethod(verb.Name.ToUpperInvariant()), verb.Value)).ToList();
        Assert.All(all, one => Assert.True(one.Value.TryGetProperty("x-access", out _), $"{one.Item2} {one.Name} declares no access rule."));
        return all;
    }
}
