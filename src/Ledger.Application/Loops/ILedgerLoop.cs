// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Loops;

/// <summary>Work that never ends: the host runs it in the background, a test step by step.</summary>
public interface ILedgerLoop
{
    /// <summary>Names it in logs and metrics.</summary>
    string Name { get; }

    /// <summary>Does what there is to do now.</summary>
    /// <returns>Whether there was anything; if so, call again at once.</returns>
    Task<bool> StepAsync(CancellationToken cancellation);

    /// <summary>Steps until cancelled; waits where there is nothing to do, and backs off on transient faults.</summary>
    Task RunAsync(CancellationToken cancellation);
}
