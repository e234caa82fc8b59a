// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Loops;
using Ledger.Application.Proofs;
using Ledger.Application.Proposing;
using Ledger.Application.Reading;
using Ledger.Application.Setup;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Microsoft.Extensions.Logging;

namespace Ledger.Application;

/// <summary>An opened data directory with its chain, store, keys, use cases and loops. Disposing stops the embedded chain and frees the lock.</summary>
public sealed class OpenLedger : IAsyncDisposable
{
    private OpenLedger()
    {
    }

    public required DeploymentRecord Record { get; init; }

    public required RefusalTexts Texts { get; init; }

    public required Registry Registry { get; init; }

    public required Proposals Proposals { get; init; }

    public required Operations Operations { get; init; }

    public required Idempotency Idempotency { get; init; }

    public required UsageIntake UsageIntake { get; init; }

    public required Observations Observations { get; init; }

    public required UsageProofs UsageProofs { get; init; }

    public required AlertBook Alerts { get; init; }

    public required LicenseVerification Verification { get; init; }

    public required Exports Exports { get; init; }

    public required Deployment Deployment { get; init; }

    public required RpcRelay Rpc { get; init; }

    /// <summary>Every loop that serving needs; the host runs each in a background service, tests call <c>StepAsync</c>.</summary>
    public required IReadOnlyList<ILedgerLoop> Loops { get; init; }

    /// <summary>Opens what <c>init</c> made; never makes anything.</summary>
    /// <param name="anvilPath">The anvil binary of the embedded chain; null looks for it.</param>
    public static Task<Outcome<OpenLedger>> OpenAsync(
        string dataDirectory,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        string? anvilPath,
        CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
