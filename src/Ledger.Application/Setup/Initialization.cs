// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Ledger.Application.Setup;

/// <summary><c>init</c>: makes the data directory, the chain, the contracts and, where asked for, the seeded world. Nothing else does.</summary>
public static class Initialization
{
    /// <summary>Runs to the end, or carries on where a torn <c>init</c> stopped.</summary>
    /// <param name="progress">Takes one sentence per step.</param>
    public static Task<Outcome<DeploymentRecord>> RunAsync(
        InitRequest request,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        IProgress<string>? progress,
        CancellationToken cancellation) =>
        throw new NotSupportedException();
}
