// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;

namespace Ledger.Host.Metrics;

/// <summary>Counts and times requests by route pattern, so that ids never become labels.</summary>
public sealed class RequestMeter : IDisposable
{
    private readonly RequestDelegate _next;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Meter _meter = new("Ledger.Host");
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _seconds;

    /// <param name="listener">Asked for so that it listens before the first request.</param>
    public RequestMeter(RequestDelegate next, PrometheusText listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        _next = next;
        _requests = _meter.CreateCounter<long>("ledger.http.requests");
        _seconds = _meter.CreateHistogram<double>("ledger.http.seconds");
    }

    public async Task InvokeAsync(HttpContext http)
    {
        var began = _time.GetTimestamp();
        try
        {
            await _next(http);
        }
        finally
        {
            var route = new KeyValuePair<string, object?>("route", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none");
            _requests.Add(1, route, new("method", http.Request.Method), new("status", http.Response.StatusCode));
            _seconds.Record(_time.GetElapsedTime(began).TotalSeconds, route);
        }
    }

    public void Dispose() => _meter.Dispose();
}
