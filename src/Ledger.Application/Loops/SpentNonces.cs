// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Submit;
using Ledger.Store.Outbox;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Loops;

/// <summary>
/// What became of intents whose nonce is spent at the newest followed block, while no followed block records their act: ours
/// was reverted there, or another transaction has the nonce. Only these are asked for; all others the follower has seen.
/// </summary>
internal sealed class SpentNonces(LedgerContext context, Submitter submitter, Failing failing)
{
    private const int Most = 64;

    private readonly ILogger _log = context.Loggers.CreateLogger("Ledger.Application");

    /// <summary>Fails what was reverted for good; lets what was displaced for good wait again.</summary>
    /// <param name="asked">The block at which the account's nonce was asked for.</param>
    public async Task<bool> JudgeAsync(OutboxView view, Domain.BlockRef? asked, CancellationToken cancellation)
    {
        if (view.Look.FollowedNonce is not { } spent || view.Head != asked)
        {
            return false;
        }

        var silent = view.Flying.Where(intent => intent.Nonce < spent).Take(Most).ToList();
        var missing = new List<IntentRow>();
        var moved = false;
        foreach (var (intent, inclusion) in await FindAsync(silent, cancellation))
        {
            switch (inclusion)
            {
                case null or (_, false):
                    missing.Add(intent);
                    break;
                case ({ Succeeded: false } reverted, true) when IsDeep(view, reverted.Block.Number):
                    moved |= await failing.FailAsync(intent, view.Look.Head.Ref, default, cancellation);
                    break;
                default:
                    break; // the follower says so, or a reorg may still undo the revert
            }
        }

        return await ReleaseAsync(view, missing, cancellation) || moved;
    }

    private bool IsDeep(OutboxView view, ulong number) =>
        view.Look.Head.Ref.Number >= number && view.Look.Head.Ref.Number - number >= context.Record.FinalityBlocks;

    /// <summary>Where one of the attempts at the intent's nonce stands, and whether it carries the intent or only fills the nonce.</summary>
    private async Task<IReadOnlyList<(IntentRow Intent, (Chain.Inclusion At, bool IsTheIntent)? Found)>> FindAsync(
        List<IntentRow> intents, CancellationToken cancellation)
    {
        if (intents.Count == 0)
        {
            return [];
        }

        var attempts = await context.Store.ReadAsync(
            reader => intents.SelectMany(intent => reader.Outbox.EverAt(submitter.Account, intent.Nonce!.Value)).ToList(), cancellation);
        var inclusions = await submitter.InclusionsAsync([.. attempts.Select(attempt => attempt.Hash)], cancellation);
        var found = attempts.Zip(inclusions).Where(pair => pair.Second is not null).DistinctBy(pair => pair.First.Nonce)
            .ToDictionary(pair => pair.First.Nonce, pair => (pair.Second!.Inclusion, Intent: pair.First.Abandoned ? null : pair.First.Intent));
        return [.. intents.Select(intent => (intent, found.TryGetValue(intent.Nonce!.Value, out var at)
            ? (at.Inclusion, at.Intent == intent.Id)
            : ((Chain.Inclusion, bool)?)null))];
    }

    /// <summary>Nodes show receipts late: only a nonce that is spent in a final block, twice without a receipt of ours, is another's.</summary>
    private async Task<bool> ReleaseAsync(OutboxView view, List<IntentRow> missing, CancellationToken cancellation)
    {
        if (missing.Count == 0 || view.Final is not { } final || await submitter.NonceAsync(final, cancellation) is not { } spent)
        {
            return false;
        }

        var again = await FindAsync([.. missing.Where(intent => intent.Nonce < spent)], cancellation);
        var lost = again.Where(it => it.Found is null or (_, false)).ToList();
        var released = lost.Count == 0 ? [] : await context.Store.WriteAsync(
            writer =>
            {
                var still = lost.Where(it => writer.Outbox.Find(it.Intent.Id) is { State: IntentState.Signed } now && now.Nonce == it.Intent.Nonce).ToList();
                still.ForEach(it => writer.Outbox.Renonce(it.Intent.Id, checked((long)context.Now)));
                return still;
            },
            cancellation);
        foreach (var (intent, _) in released.Where(it => it.Found is null))
        {
            SawForeign(intent.Nonce!.Value);
        }

        return released.Count > 0;
    }

    /// <summary>The chain is beyond every nonce that was ever signed here, unless bytes that were given up came on it after all.</summary>
    public async Task NoteJumpAsync(ulong nonce, CancellationToken cancellation)
    {
        if (await context.Store.ReadAsync(reader => reader.Outbox.EverAt(submitter.Account, nonce).Count == 0, cancellation))
        {
            SawForeign(nonce);
        }
    }

    private void SawForeign(ulong nonce)
    {
        context.Alarms.Raise(Alarm.RelayerShared, $"A transaction that this ledger did not sign took nonce {nonce} of {submitter.Account}: somebody else has its key.");
        LoopLog.ForeignTransaction(_log, nonce, submitter.Account.ToString());
    }
}
