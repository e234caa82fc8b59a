// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Ledger.Application;
using Ledger.Application.Views;
using Ledger.Host.Background;
using Ledger.Host.Endpoints;
using Ledger.Host.Http;
using Ledger.Host.Metrics;
using Ledger.Host.Rpc;
using Ledger.Host.Site;

namespace Ledger.Host.Startup;

/// <summary>The composition: an opened ledger behind HTTP on loopback.</summary>
public static class HostApp
{
    private const int ShutdownSeconds = 10;

    /// <param name="port">0 takes a free one; <c>app.Urls</c> names it after the start.</param>
    public static WebApplication Build(OpenLedger ledger, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        HostLogging.Configure(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.BulkBytes + 1L;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        // A page that points its own name at 127.0.0.1 is not let in (DNS rebinding).
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1";
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(ShutdownSeconds));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Configure(json.SerializerOptions));
        AddLedger(builder.Services, ledger);
        ApiDocument.Add(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<RequestMeter>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Problems>();
        app.UseRouting();
        MapApi(app.MapGroup("/api/v1"));
        RpcEndpoint.Map(Under(app, "chain"));
        HealthEndpoints.Map(Under(app, "health"));
        app.MapOpenApi("/openapi/{documentName}.json");
        ConsoleSite.Map(app);
        return app;
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        DeploymentEndpoints.Map(Under(api, "deployment"));
        ProposalEndpoints.Map(Under(api, "proposals"));
        PartyEndpoints.Map(Under(api, "parties"));
        PoolEndpoints.Map(Under(api, "pools"));
        ScheduleEndpoints.Map(Under(api, "schedules"));
        LicenseEndpoints.Map(Under(api, "licenses"));
        TermsEndpoints.Map(Under(api, "licenses"));
        UsageEndpoints.Map(Under(api, "usage"));
        ObservationEndpoints.Map(Under(api, "observations"));
        AlertEndpoints.Map(Under(api, "alerts"));
        MatterEndpoints.Map(Under(api, "matters"));
        DocumentEndpoints.Map(Under(api, "documents"));
        SearchEndpoints.Map(Under(api, "search"));
    }

    /// <summary>A heading of the OpenAPI document; without one the routes stand under the name of the running program.</summary>
    private static RouteGroupBuilder Under(IEndpointRouteBuilder routes, string heading) => routes.MapGroup("").WithTags(heading);

    private static void AddLedger(IServiceCollection services, OpenLedger ledger)
    {
        services
            .AddSingleton(ledger.Texts)
            .AddSingleton(ledger.Registry)
            .AddSingleton(ledger.Search)
            .AddSingleton(ledger.Schedules)
            .AddSingleton(ledger.Proposals)
            .AddSingleton(ledger.Operations)
            .AddSingleton(ledger.Idempotency)
            .AddSingleton(ledger.UsageIntake)
            .AddSingleton(ledger.Observations)
            .AddSingleton(ledger.UsageProofs)
            .AddSingleton(ledger.Alerts)
            .AddSingleton(ledger.Verification)
            .AddSingleton(ledger.Exports)
            .AddSingleton(ledger.Documents)
            .AddSingleton(ledger.Erasures)
            .AddSingleton(ledger.ApiKeys)
            .AddSingleton(ledger.Terms)
            .AddSingleton(ledger.Deployment)
            .AddSingleton(ledger.Rpc)
            .AddSingleton<LoopBook>()
            .AddSingleton<PrometheusText>();
        foreach (var loop in ledger.Loops)
        {
            services.AddSingleton<IHostedService>(provider => new LoopService(
                loop, provider.GetRequiredService<LoopBook>(), provider.GetRequiredService<ILogger<LoopService>>()));
        }
    }
}
