// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Auditing;

/// <summary>
/// Reads a pool's usage log body by body, makes every leaf anew, judges who signed it and its promise, and compares the tree with each checkpoint that the chain has.
/// The host is believed in nothing but which records there are beyond the last checkpoint, and the node in nothing but which blocks the chain has.
/// </summary>
internal sealed class LogAudit(Session session, Eip712Domain domain, SigningKeys keys, PoolLog log, LogState begun, string? file)
{
    private const ulong Between = 10_000;
    private const int MostFindings = 100;

    private readonly List<LogFinding> _findings = [];
    private LogState _state = begun;

    public IReadOnlyList<LogFinding> Findings => _findings;

    /// <summary>Leaves read in this run, and how many of them no checkpoint of the chain passes yet.</summary>
    public (ulong Read, ulong Beyond) Leaves { get; private set; }

    /// <summary>Of how many records read in this run what came with them was erased, each with its signed demand.</summary>
    public ulong Erased { get; private set; }

    /// <summary>Leaves under checkpoints, over all runs.</summary>
    public ulong Anchored => _state.Epochs.Aggregate(0UL, (sum, epoch) => sum + epoch.Size);

    /// <summary>Compares with the checkpoints from the state's block up to another, once the chain's state shows that they are all.</summary>
    public async Task RunAsync(ulong upTo, IProgress<UpkeepStep> progress, CancellationToken cancel)
    {
        if (await log.MissingAsync(_state, cancel) is { } missing)
        {
            _findings.Add(missing);
            return;
        }

        var checkpoints = log.Checkpoints;
        var seals = new LogSeals([.. Enumerable.Range(0, checked((int)log.Pool.Epoch)).Select(epoch => SizeOf((ulong)epoch, checkpoints))]);
        var check = new LeafCheck(_state.Pool, domain, keys, log, seals);
        for (var epoch = 0UL; _findings.Count == 0 && epoch <= log.Pool.Epoch; epoch++)
        {
            await ReadEpochAsync(epoch, [.. checkpoints.Where(one => one.Epoch == epoch)], check, seals.Of(epoch), progress, cancel);
        }

        Erased = check.Erased;
        if (_findings.Count == 0)
        {
            _state = _state with { Block = upTo + 1 };
            await _state.KeepAsync(file, cancel);
        }
    }

    /// <summary>What the last checkpoint of an epoch passes.</summary>
    private ulong SizeOf(ulong epoch, IEnumerable<AnchoredRoot> checkpoints) => checkpoints.LastOrDefault(one => one.Epoch == epoch)?.Size ?? _state.EdgeOf(epoch).Size;

    private async Task ReadEpochAsync(ulong epoch, AnchoredRoot[] checkpoints, LeafCheck check, ulong? end, IProgress<UpkeepStep> progress, CancellationToken cancel)
    {
        var edge = _state.EdgeOf(epoch);
        var (kept, next) = (edge.Size, Array.FindIndex(checkpoints, one => one.Size > edge.Size));
        var size = checkpoints.LastOrDefault()?.Size ?? edge.Size;
        await foreach (var leaf in session.Api.LinesAsync<LogLeafView>(Session.Path("/usage-reports", ("pool", $"{_state.Pool}"), ("epoch", $"{epoch}"), ("since", $"{edge.Size}")), cancel))
        {
            if (leaf.LeafIndex != edge.Size || leaf.Epoch != epoch)
            {
                Found(LogFlaw.LeafMissing, epoch, edge.Size, null);
                return;
            }

            if (edge.Size == end)
            {
                Found(LogFlaw.LeafPastSeal, epoch, edge.Size, leaf.Record);
                return;
            }

            var anchored = next >= 0 && next < checkpoints.Length ? checkpoints[next].Block : ulong.MaxValue;
            var judged = await check.JudgeAsync(leaf, anchored, cancel);
            if (judged.Flaw is { } wrong)
            {
                Found(wrong, epoch, edge.Size, leaf.Record, wrong is LogFlaw.KeysIncomplete ? judged.Author : null);
                if (_findings.Count >= MostFindings)
                {
                    return;
                }
            }

            edge.Append(judged.Leaf ?? leaf.Leaf);
            Leaves = (Leaves.Read + 1, Leaves.Beyond + (edge.Size > size ? 1UL : 0));
            progress.Report(new UpkeepStep(UpkeepStep.Journal, edge.Size, Math.Max(size, edge.Size)));
            if (next >= 0 && next < checkpoints.Length && checkpoints[next].Size == edge.Size)
            {
                if (edge.Root != checkpoints[next].Root)
                {
                    Found(LogFlaw.RootOther, epoch, checkpoints[next].OldSize, null);
                    return;
                }

                next++;
                if (_findings.Count == 0)
                {
                    _state = _state.With(epoch, edge);
                    if (edge.Size - kept >= Between)
                    {
                        kept = edge.Size;
                        await _state.KeepAsync(file, cancel);
                    }
                }
            }
        }

        if (edge.Size < size)
        {
            Found(LogFlaw.LeafMissing, epoch, edge.Size, null);
        }
    }

    private void Found(LogFlaw flaw, ulong epoch, ulong index, Hash32? record, PartyId? subject = null) =>
        _findings.Add(new LogFinding(flaw, epoch, index, record) { Subject = subject?.Value });
}
