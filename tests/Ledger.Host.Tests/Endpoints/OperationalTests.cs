// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class OperationalTests(HostFixture host)
{
    [Fact]
    public async Task Live_and_ready_say_so()
    {
        Assert.Equal(200, (await host.GetAsync("/health/live")).Status);
        var ready = await host.GetAsync("/health/ready");
        Assert.Equal(200, ready.Status);
        Assert.Equal(0, ready.Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Metrics_count_requests_by_route_and_never_by_id()
    {
        await host.GetAsync("/api/v1/pools/0x0000000000000000000000000000000000000000000000000000000000000001");

        var metrics = (await host.GetAsync("/metrics")).Text;

        Assert.Contains("ledger_http_requests_total{method=\"GET\",route=\"/api/v1/pools/{id}\",status=\"404\"}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("0x0000", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_show_the_machine_room_as_readiness_does()
    {
        var ready = (await host.GetAsync("/health/ready")).Json;
        var metrics = (await host.GetAsync("/metrics")).Text.Split('\n').Where(line => line.Contains(' ', StringComparison.Ordinal) && line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

        Assert.True(metrics["ledger_chain_head"] >= ready.GetProperty("head").GetProperty("number").GetInt64());
        Assert.True(metrics["ledger_chain_final"] <= metrics["ledger_chain_head"]);
        Assert.Equal(0, metrics["ledger_chain_lag"]);
        Assert.Equal(0, metrics["ledger_writer_halted"]);
        Assert.Equal(0, metrics["ledger_outbox_nonce_gaps"]);
        Assert.True(metrics["ledger_store_size_bytes"] > 0);
        Assert.True(metrics["ledger_embedded_transactions"] > 0);
        Assert.Superset(
            new HashSet<string>(["ledger_alerts{rule=\"PromiseBroken\",state=\"final\"}", "ledger_promises_broken", "ledger_outbox_waiting", "ledger_outbox_inflight", "ledger_outbox_age_seconds", "ledger_checkpoint_age_seconds", "ledger_chain_head_age_seconds", "ledger_gas_used_total", "ledger_gas_spent_total"], StringComparer.Ordinal),
            metrics.Keys.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_points_its_own_name_here_is_not_let_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/deployment");
        request.Headers.Host = "evil.example";

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_and_frames()
    {
        using var response = await host.Client.GetAsync(new Uri("/api/v1/deployment", UriKind.Relative));

        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/checker.html", "connect-src 'none'")]
    [InlineData("/", "connect-src 'self'")]
    [InlineData("/api/v1/nothing", "connect-src 'self'")]
    public async Task The_checker_of_certificates_may_connect_to_nobody(string path, string rule)
    {
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));

        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_open_api_document_is_the_copy_in_the_repository()
    {
        var made = (await host.GetAsync("/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var copy = Repository.File("src/Ledger.Host/openapi.json");
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            await File.WriteAllTextAsync(copy, made);
        }

        Assert.True(
            File.Exists(copy) && string.Equals(made, await File.ReadAllTextAsync(copy), StringComparison.Ordinal),
            "src/Ledger.Host/openapi.json is not what the code says: run this test with LEDGER_WRITE_COPIES=1 and commit the file.");
    }

    [Fact]
    public async Task The_open_api_document_is_of_version_3_1_and_names_paths_whole()
    {
        var document = (await host.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/licenses/{id}/verification", paths);
        Assert.Contains("/api/v1/usage-reports", paths);
        Assert.Contains("/rpc", paths);
    }
}
