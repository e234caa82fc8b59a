// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Usage;

/// <summary>A promise that was signed before its record's place was sure.</summary>
/// <param name="Promise">What it says.</param>
/// <param name="Key">The log key that signed it.</param>
/// <param name="Written">The promise and its signature, as they are kept.</param>
internal sealed record PromiseDraft(Promise Promise, Address Key, byte[] Written);

/// <summary>
/// Signs promises outside of the writer's turn, for the places in the log that the turn will most likely give: those behind all that
/// stand in line. Only the turn promises. What it does not give as drafted is signed again there, and the draft is seen by nobody.
/// </summary>
/// <remarks>Signing took more than a fifth of a turn, and who has the turn holds all others up.</remarks>
internal sealed class PromiseDrafts(LedgerContext context)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(PoolId Pool, ulong Epoch), Log> _logs = [];
    private readonly Eip712Domain _domain = context.Contracts.Domain(ContractName.UsageLog);

    /// <summary>Takes the next places of a log for records, and drafts their promises; null where the log key is not here.</summary>
    /// <param name="headTime">The chain's time, UTC seconds: a promise counts from it, or from now where that is later.</param>
    public Places? Draft(PoolId pool, UsageEpoch epoch, ulong headTime, IReadOnlyList<NewRecord> records)
    {
        if (context.Keys.Find(epoch.LogKey) is not { } key)
        {
            return null;
        }

        var places = Take(pool, epoch, records.Count);
        var anchorBy = Journaling.AnchorBy(context, headTime);
        try
        {
            Parallel.For(0, records.Count, i =>
            {
                var promise = new Promise(pool, epoch.Epoch, places.First + (ulong)i, records[i].Leaf, anchorBy);
                records[i].Draft = new PromiseDraft(promise, epoch.LogKey, Journaling.WritePromise(promise, key.Sign(promise.Digest(_domain))));
            });
            return places;
        }
        catch
        {
            places.Dispose();
            throw;
        }
    }

    private Places Take(PoolId pool, UsageEpoch epoch, int count)
    {
        lock (_gate)
        {
            if (!_logs.TryGetValue((pool, epoch.Epoch), out var log))
            {
                _logs.Add((pool, epoch.Epoch), log = new Log());
            }

            return log.Take(_gate, count);
        }
    }

    /// <summary>Places that were taken. Each is settled or let go of in the end, or those behind it would be taken for later ones.</summary>
    internal sealed class Places : IDisposable
    {
        private readonly Lock _gate;
        private readonly Log _log;
        private readonly Task _before;
        private readonly TaskCompletionSource _inLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Places(Lock gate, Log log, Task before, ulong first, int count) => (_gate, _log, _before, First, Count) = (gate, log, before, first, count);

        public ulong First { get; }

        public int Count { get; }

#pragma warning disable VSTHRD003 // it ends with signatures, which wait for nobody
        public Task InLine => _inLine.Task;
#pragma warning restore VSTHRD003

        /// <summary>Stands in line once all those do who took their places before.</summary>
        /// <param name="standInLine">Gives the task of the turn; it is in line when this returns.</param>
        public async Task<T> StandInLineAsync<T>(Func<Task<T>> standInLine)
        {
#pragma warning disable VSTHRD003 // whoever took the places before waits for his own signatures alone
            await _before;
#pragma warning restore VSTHRD003
            var turn = standInLine();
            _inLine.TrySetResult();
            return await turn;
        }

        /// <summary>The turn is over: the log has this size now. So whoever stood before is done too.</summary>
        public void Settle(ulong size)
        {
            lock (_gate)
            {
                _log.Settle(this, size);
            }
        }

        /// <summary>Lets go of places that nothing was put in.</summary>
        public void Dispose()
        {
            _inLine.TrySetResult();
            lock (_gate)
            {
                _log.Remove(this);
            }
        }
    }

    /// <summary>The places of one log. Under the gate.</summary>
    internal sealed class Log
    {
        private readonly List<Places> _taken = [];
        private ulong _size;
        private Task _last = Task.CompletedTask;

        public Places Take(Lock gate, int count)
        {
            var first = _taken.Aggregate(_size, (sum, places) => sum + (ulong)places.Count);
            var places = new Places(gate, this, _last, first, count);
            _taken.Add(places);
            _last = places.InLine;
            return places;
        }

        public void Settle(Places places, ulong size)
        {
            if (_taken.IndexOf(places) is var at and >= 0)
            {
                _taken.RemoveRange(0, at + 1);
                _size = size;
            }
        }

        public void Remove(Places places) => _taken.Remove(places);
    }
}
