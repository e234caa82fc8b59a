// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Events;
using Ledger.Evidence.Storage;

namespace Ledger.Cli.Auditing;

/// <summary>A pool's log as the chain has it: log keys and checkpoints from the events, held against the slots that say where they end.</summary>
internal sealed class PoolLog
{
    private static readonly Hash32[] _officeActs = [EventTopics.PoolFormed, EventTopics.LogKeyChanged, EventTopics.AdministratorChanged];

    private readonly ChainFacts _facts;
    private readonly ProvenState _final;
    private readonly PoolId _id;
    private readonly PoolOffice _office;
    private readonly Dictionary<LicenseId, bool> _licenses = [];

    private PoolLog(ChainFacts facts, ProvenState final, PoolId id, PoolOffice office, PoolHistory pool, IReadOnlyList<AnchoredRoot> checkpoints) =>
        (_facts, _final, _id, _office, Pool, Checkpoints) = (facts, final, id, office, pool, checkpoints);

    /// <summary>The pool's formation and changes of its log key and administrator, up to the last final block.</summary>
    /// <remarks>Who ever was administrator may have demanded an erasure: a change that the node leaves out makes a finding, and hides none.</remarks>
    public PoolHistory Pool { get; }

    /// <summary>The final checkpoints past what an earlier audit has compared, the first first.</summary>
    /// <remarks>An audit that was cut short has kept edges and no block: the checkpoints up to those edges are among the events again.</remarks>
    public IReadOnlyList<AnchoredRoot> Checkpoints { get; }

    /// <param name="final">The last final block.</param>
    /// <param name="start">What an earlier audit has compared.</param>
    /// <exception cref="CliFailure">Refused: there is no such pool. Unconfirmed: the node is not as far as the last audit.</exception>
    public static async Task<PoolLog> OpenAsync(ChainFacts facts, ProvenState final, LogState start, CancellationToken cancel)
    {
        var (id, contracts) = (new PoolId(start.Pool), facts.Deployment.Contracts);
        if (start.Block > final.Header.Number + 1)
        {
            throw new CliFailure(ExitCode.Unconfirmed, "audit.behind", ("block", $"{start.Block - 1}"), ("final", $"{final.Header.Number}"));
        }

        var office = PoolOffice.Read(await final.ReadAsync(contracts.Pools, StorageSlots.Office(id), cancel));
        return office.Number == 0
            ? throw new CliFailure(ExitCode.Refused, "audit.noPool", ("pool", start.Pool.ToString()), ("block", $"{final.Header.Number}"))
            : new PoolLog(
                facts, final, id, office,
                PoolHistory.From(await facts.ReadAsync(contracts.Pools, _officeActs, start.Pool, final.Header.Number, cancel)),
                start.Block > final.Header.Number ? []
                    : [.. (await AnchoredRoot.ReadAsync(facts.Chain, contracts.UsageLog, start.Pool, start.Block, final.Header.Number, cancel)).Where(one => one.Size > start.EdgeOf(one.Epoch).Size)]);
    }

    /// <summary>What the node left out of the pool's events, as its state tells; nothing where they are whole.</summary>
    public async Task<LogFinding?> MissingAsync(LogState start, CancellationToken cancel)
    {
        var contracts = _facts.Deployment.Contracts;
        if (Pool.Charter?.Id != _id || Pool.LogKeyHead != await _final.ReadAsync(contracts.Pools, StorageSlots.LogKeysHead(_id), cancel)
            || (Pool.Epoch, Pool.LogKey) != (_office.Epoch, _office.LogKey))
        {
            return new LogFinding(LogFlaw.EpochsIncomplete, Pool.Epoch, 0, null) { Subject = _id.Value };
        }

        for (var epoch = 0UL; epoch <= Pool.Epoch; epoch++)
        {
            var edge = start.EdgeOf(epoch);
            var (size, root) = (edge.Size, edge.Size == 0 ? default : edge.Root);
            foreach (var one in Checkpoints.Where(one => one.Epoch == epoch))
            {
                if (one.OldSize != size)
                {
                    return Missing(epoch, size);
                }

                (size, root) = (one.Size, one.Root);
            }

            if (StorageSlots.ReadSize(await _final.ReadAsync(contracts.UsageLog, StorageSlots.LogSize(_id, epoch), cancel)) != size
                || (size > 0 && await _final.ReadAsync(contracts.UsageLog, StorageSlots.LogRoot(_id, epoch), cancel) != root))
            {
                return Missing(epoch, size);
            }
        }

        return null;
    }

    /// <summary>Whether the record's place is this pool: it names the pool, or a license that the chain's state has under it.</summary>
    public async Task<bool> TakesAsync(IUsageRecord record, CancellationToken cancel)
    {
        if (record.Place is not { License: { } license })
        {
            return record.Place.Pool == _id;
        }

        if (!_licenses.TryGetValue(license, out var isOurs))
        {
            var state = await ProvenState.NewestAsync(_facts.Chain, cancel);
            isOurs = LicenseRecord.Read(await state.ReadAsync(_facts.Deployment.Contracts.Licenses, StorageSlots.Record(license), cancel)).Pool == _office.Number;
            _licenses.Add(license, isOurs);
        }

        return isOurs;
    }

    private LogFinding Missing(ulong epoch, ulong size) => new(LogFlaw.CheckpointsIncomplete, epoch, size, null) { Subject = _id.Value };
}
