// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Ledger.Application.Access;
using Ledger.Domain;
using Ledger.Host.Http;
using Ledger.Host.Metrics;
using Ledger.Host.Startup;

namespace Ledger.Host.Access;

/// <summary>
/// The bounded queue of intake: whoever has no place in it is sent away before anything of his body is read, and told when to
/// come again. So what waits here for the disk is bounded, whatever is sent.
/// </summary>
public sealed class IntakePlaces : IDisposable
{
    /// <summary>When to come again. A place is free as soon as somebody's request ends.</summary>
    public const int RetryAfterSeconds = 1;

    private readonly DoorOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly Meter _meter = new("Ledger.Host.Intake");
    private readonly Counter<long> _sentAway;
    private int _all;

    /// <param name="listener">Asked for so that it listens before the first request.</param>
    public IntakePlaces(DoorOptions options, PrometheusText listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        _options = options;
        _sentAway = _meter.CreateCounter<long>("ledger.intake.sent_away");
        _meter.CreateObservableGauge("ledger.intake.requests", () => Volatile.Read(ref _all));
    }

    /// <summary>A place until it is disposed; null where none is left.</summary>
    public IDisposable? TryTake(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        lock (_gate)
        {
            var own = _taken.GetValueOrDefault(caller.KeyId);
            if (_all < _options.IntakeRequests && own < _options.IntakeRequestsPerKey)
            {
                _all++;
                _taken[caller.KeyId] = own + 1;
                return new Place(this, caller.KeyId);
            }
        }

        _sentAway.Add(1);
        return null;
    }

    public void Dispose() => _meter.Dispose();

    private void Leave(string key)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[key] == 0)
            {
                _taken.Remove(key);
            }
        }
    }

    private sealed class Place(IntakePlaces places, string key) : IDisposable
    {
        public void Dispose() => places.Leave(key);
    }
}

/// <summary>Declares at a route that its requests wait in the queue of intake.</summary>
public static class IntakeQueue
{
    /// <summary>Stands before <c>Once</c>, which reads the body.</summary>
    public static RouteHandlerBuilder Queued(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        using var place = http.RequestServices.GetRequiredService<IntakePlaces>().TryTake(http.Caller());
        if (place is not null)
        {
            return await next(context);
        }

        var seconds = $"{IntakePlaces.RetryAfterSeconds}";
        http.Response.Headers.RetryAfter = seconds;
        return Answer.Refused(http, new IntakeBusy(seconds));
    });
}

/// <summary>Every place in the queue of intake, or every place of this key, is taken.</summary>
public sealed record IntakeBusy(string Seconds) : Refusal
{
    public override string Code => "intake-busy";

    public override IReadOnlyDictionary<string, string> Args => Named(("seconds", Seconds));
}
