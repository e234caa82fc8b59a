// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain;
using Ledger.Chain.Submit;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Loops;

/// <summary>
/// Has transactions signed. While a signer of somebody else's is away, refuses or lies, nothing is signed and the outbox waits; no nonce
/// is taken by then. It is asked again after a while.
/// </summary>
internal sealed class SigningDesk(LedgerContext context, Submitter submitter)
{
    /// <summary>How many are signed before what was signed so far is safe from the next one's failing.</summary>
    private const int Some = 32;

    private const ulong MostPauseSeconds = 30;

    private readonly ILogger _log = context.Loggers.CreateLogger("Ledger.Application");
    private int _troubles;
    private ulong _notBefore;

    /// <summary>Whether the signer is left alone for a while: then nothing need be prepared for it.</summary>
    public bool IsPaused => context.Now < _notBefore && _notBefore - context.Now <= MostPauseSeconds;

    /// <summary>The signed ones, in the same order, up to the first for which the signer failed.</summary>
    public async Task<IReadOnlyList<OutboxTransaction>> SignAsync(IReadOnlyList<UnsignedTransaction> transactions, CancellationToken cancellation)
    {
        var signed = new List<OutboxTransaction>(transactions.Count);
        if (transactions.Count == 0 || IsPaused)
        {
            return signed;
        }

        try
        {
            foreach (var some in transactions.Chunk(Some))
            {
                signed.AddRange(await submitter.SignAsync(some, cancellation));
            }

            Clear(except: null);
            _troubles = 0;
        }
        catch (ChainFault fault) when (fault.Signer is { } trouble)
        {
            Tell(trouble, fault.Message);
        }

        return signed;
    }

    private void Tell(SignerTrouble trouble, string message)
    {
        var code = trouble switch
        {
            SignerTrouble.Away => Alarm.SignerAway,
            SignerTrouble.Refuses => Alarm.SignerRefuses,
            _ => Alarm.SignerLies,
        };
        Clear(except: code);
        context.Alarms.Raise(code, $"{message} The outbox waits, and asks it again.");
        LoopLog.NotSigned(_log, code, message);
        _notBefore = context.Now + Math.Min(MostPauseSeconds, 1UL << Math.Min(_troubles++, 10));
    }

    private void Clear(string? except)
    {
        foreach (var code in new[] { Alarm.SignerAway, Alarm.SignerRefuses, Alarm.SignerLies }.Where(code => code != except))
        {
            context.Alarms.Clear(code);
        }
    }
}
