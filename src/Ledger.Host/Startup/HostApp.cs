// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Ledger.Application;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Background;
using Ledger.Host.Endpoints;
using Ledger.Host.Http;
using Ledger.Host.Metrics;
using Ledger.Host.Rpc;
using Ledger.Host.Site;

namespace Ledger.Host.Startup;

/// <summary>The composition: an opened ledger behind HTTP.</summary>
public static class HostApp
{
    private const int ShutdownSeconds = 10;

    /// <param name="port">0 takes a free one; <c>app.Urls</c> names it after the start.</param>
    /// <param name="options">What the door lets through; the defaults, on loopback, where left out.</param>
    public static WebApplication Build(OpenLedger ledger, int port, DoorOptions? options = null)
    {
        options ??= new DoorOptions();
        var builder = WebApplication.CreateSlimBuilder();
        HostLogging.Configure(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Math.Max(BodyLimit.ListBytes, Math.Max(options.MaxBodyBytes, Math.Max(options.MaxReportBytes, options.MaxBulkBodyBytes))) + 1L;
            kestrel.Listen(IPAddress.Parse(options.Bind), port);
        });
        // A page that points its own name at 127.0.0.1 is not let in (DNS rebinding).
        builder.Configuration["AllowedHosts"] = HostNames(options);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(ShutdownSeconds));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => LedgerJson.Configure(json.SerializerOptions));
        AddLedger(builder.Services, ledger);
        builder.Services.AddSingleton(options).AddSingleton<RateLimits>().AddSingleton<FeedPlaces>().AddSingleton<IntakePlaces>();
        ApiDocument.Add(builder.Services);

        var app = builder.Build();
        _ = app.Services.GetRequiredService<PrometheusText>(); // listens before the loops begin to count
        app.UseMiddleware<RequestMeter>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Problems>();
        app.UseRouting();
        app.UseMiddleware<Admission>();
        MapApi(app.MapGroup("/api/v1"));
        RpcEndpoint.Map(Under(app, "chain"));
        HealthEndpoints.Map(Under(app, "health"));
        app.MapOpenApi("/openapi/{documentName}.json").Open();
        ConsoleSite.Map(app);
        return app;
    }

    /// <summary>The names that a request may come under. On every interface any name will do: a page that rebinds its own name has no key to send.</summary>
    private static string HostNames(DoorOptions options)
    {
        var bind = IPAddress.Parse(options.Bind);
        var all = options.HostNames.Length == 0 && (bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any));
        var own = bind.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{bind}]" : bind.ToString();
        return all ? "*" : string.Join(';', new[] { "localhost", "127.0.0.1", "[::1]", own, options.HostNames }.Where(name => name.Length > 0));
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
        LogStreamEndpoints.Map(Under(api, "usage"));
        TraceEndpoints.Map(Under(api, "usage"));
        GraphEndpoints.Map(Under(api, "graph"));
        RecordEndpoints.Map(Under(api, "records"));
        LogEndpoints.Map(Under(api, "log"));
        AlertEndpoints.Map(Under(api, "alerts"));
        MatterEndpoints.Map(Under(api, "matters"));
        DocumentEndpoints.Map(Under(api, "documents"));
        FeedEndpoints.Map(Under(api, "feed"));
        ApiKeyEndpoints.Map(Under(api, "api-keys"));
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
            .AddSingleton(ledger.SheetDesk)
            .AddSingleton(ledger.RecordIntake)
            .AddSingleton(ledger.RecordBook)
            .AddSingleton(ledger.SignedRecords)
            .AddSingleton(ledger.UsageProofs)
            .AddSingleton(ledger.PromiseProofs)
            .AddSingleton(ledger.LogBodies)
            .AddSingleton(ledger.Trace)
            .AddSingleton(ledger.Payments)
            .AddSingleton(ledger.ReportTrace)
            .AddSingleton(ledger.UsageMap)
            .AddSingleton(ledger.Graphs)
            .AddSingleton(ledger.Log)
            .AddSingleton(ledger.Lodgings)
            .AddSingleton(ledger.Witnesses)
            .AddSingleton(ledger.Alerts)
            .AddSingleton(ledger.Verification)
            .AddSingleton(ledger.Exports)
            .AddSingleton(ledger.Documents)
            .AddSingleton(ledger.Erasures)
            .AddSingleton(ledger.RecordErasures)
            .AddSingleton(ledger.ApiKeys)
            .AddSingleton(ledger.Terms)
            .AddSingleton(ledger.Deployment)
            .AddSingleton(ledger.Machine)
            .AddSingleton(ledger.Rpc)
            .AddSingleton(ledger.ApiKeys)
            .AddSingleton(ledger.Gate)
            .AddSingleton(ledger.Feed)
            .AddSingleton<LoopBook>()
            .AddSingleton<PrometheusText>();
        foreach (var loop in ledger.Loops)
        {
            services.AddSingleton<IHostedService>(provider => new LoopService(
                loop, provider.GetRequiredService<LoopBook>(), provider.GetRequiredService<ILogger<LoopService>>()));
        }
    }
}
