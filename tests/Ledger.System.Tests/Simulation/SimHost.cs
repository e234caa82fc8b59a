// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Ledger.Application;
using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Chain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;

namespace Ledger.SystemTests.Simulation;

/// <summary>The host as a witness's command reaches it: each route is answered by the use case that the real endpoint calls.</summary>
internal sealed class SimHost(SimLedger ledger) : HttpMessageHandler
{
    private SimCrashException? _died;

    /// <summary>Ids of the signatures that came here, kept or not.</summary>
    public HashSet<Hash32> Sent { get; } = [];

    /// <summary>Ids of those that somebody was told are kept.</summary>
    public HashSet<Hash32> Acknowledged { get; } = [];

    /// <summary>If the host died under a command, it does so for the simulation, too.</summary>
    /// <exception cref="SimCrashException">It did.</exception>
    public void Fall()
    {
        if (_died is { } crash)
        {
            _died = null;
            throw crash;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return _died is null ? await AnswerAsync(request, cancellationToken) : throw new HttpRequestException("Nobody is there.");
        }
        catch (SimCrashException crash)
        {
            _died = crash;
            throw new HttpRequestException("The connection broke.", crash);
        }
        catch (Exception fault) when (fault is ChainFault or StoreFault)
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var open = ledger.Open;
        var parts = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        return parts switch
        {
            ["rpc"] => await AskChainAsync(await request.Content!.ReadFromJsonAsync<JsonElement>(cancel), cancel),
            ["api", "v1", "deployment"] => Json(await open.Deployment.GetAsync("http://127.0.0.1/rpc", cancel)),
            ["api", "v1", "pools", var pool, "checkpoints"] =>
                Of(await open.Log.CheckpointsAsync(Hash32.Parse(pool), Number(query["epoch"]), null, (int)Number(query["limit"]), cancel)),
            ["api", "v1", "pools", var pool, "log", "consistency"] =>
                Of(await open.Log.ConsistencyAsync(Hash32.Parse(pool), Number(query["epoch"]), Number(query["from"]), Number(query["to"]), cancel)),
            ["api", "v1", "witnesses"] => await WitnessAsync((await request.Content!.ReadFromJsonAsync<WitnessRequest>(LedgerJson.Options, cancel))!, cancel),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private async Task<HttpResponseMessage> WitnessAsync(WitnessRequest request, CancellationToken cancel)
    {
        Sent.Add(TypedDataJson.ReadMessage<Witness>(request.Witness).Id);
        var kept = await ledger.Open.Witnesses.SubmitAsync(request, Caller.Host, cancel);
        if (kept.IsDone)
        {
            Acknowledged.Add(kept.Value.Id);
        }

        return Of(kept);
    }

    private async Task<HttpResponseMessage> AskChainAsync(JsonElement call, CancellationToken cancel)
    {
        var outcome = await ledger.Open.Rpc.CallAsync(call.GetProperty("method").GetString()!, call.GetProperty("params"), cancel);
        var reply = outcome.Value!;
        return reply.Error is { } error ? Json(new { jsonrpc = "2.0", id = 1, error }) : new HttpResponseMessage { Content = JsonContent.Create(new { result = reply.Result }) };
    }

    private HttpResponseMessage Of<T>(Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsDone)
        {
            return Json(outcome.Value);
        }

        var problem = ledger.Open.Texts.Describe(outcome.Refusal, "en");
        return new HttpResponseMessage((HttpStatusCode)problem.Status) { Content = JsonContent.Create(problem, new("application/problem+json"), LedgerJson.Options) };
    }

    private static HttpResponseMessage Json<T>(T value) => new() { Content = JsonContent.Create(value, options: LedgerJson.Options) };

    private static ulong Number(string? text) => ulong.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);
}
