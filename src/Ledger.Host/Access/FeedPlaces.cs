// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Domain;
using Ledger.Host.Startup;

namespace Ledger.Host.Access;

/// <summary>Counts who is connected to the feed, so that no key takes every place.</summary>
public sealed class FeedPlaces(DoorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>A place until it is disposed; null where none is left.</summary>
    public IDisposable? TryTake(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        lock (_gate)
        {
            var own = _taken.GetValueOrDefault(caller.KeyId);
            if (_all >= options.FeedClients || own >= options.FeedClientsPerKey)
            {
                return null;
            }

            _all++;
            _taken[caller.KeyId] = own + 1;
            return new Place(this, caller.KeyId);
        }
    }

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

    private sealed class Place(FeedPlaces places, string key) : IDisposable
    {
        public void Dispose() => places.Leave(key);
    }
}

/// <summary>Every place at the feed, or every place of this key, is taken.</summary>
public sealed record FeedFull(int Limit) : Refusal
{
    public override string Code => "feed-full";

    public override IReadOnlyDictionary<string, string> Args => Named(("limit", Limit));
}
