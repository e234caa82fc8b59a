// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Machine;
using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Background;
using Ledger.Host.Access;
using Ledger.Host.Http;
using Ledger.Host.Metrics;

namespace Ledger.Host.Endpoints;

internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer.Json(new LiveView(true)))
            .WithName("live").WithSummary("The process answers.").Produces<LiveView>().Open();

        routes.MapGet("/health/ready", async (Deployment deployment, LoopBook loops, CancellationToken cancel) =>
            {
                var health = await deployment.HealthAsync(cancel);
                var stopped = loops.Stopped.Select(name => $"loop-stopped: The loop {name} ended; the log says why.").ToList();
                var whole = health with { Ready = health.Ready && stopped.Count == 0, Problems = [.. health.Problems, .. stopped] };
                return Answer.Json(whole, whole.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
            })
            .WithName("ready").WithSummary("Whether the ledger does its work; `problems` names each condition that fails.")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable).Open();

        routes.MapGet("/metrics", async (PrometheusText metrics, MachineRoom machine, CancellationToken cancel) =>
            {
                await machine.ReadAsync(cancel);
                return Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8");
            })
            .WithName("metrics").WithSummary("Prometheus text.").Produces<string>(StatusCodes.Status200OK, "text/plain").Open();
    }

    /// <summary><c>/health/live</c>.</summary>
    public sealed record LiveView(bool Live);
}
