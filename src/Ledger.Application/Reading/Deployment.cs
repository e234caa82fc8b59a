// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Application.Reading;

/// <summary>What a foreign client must know, and how the ledger is.</summary>
public sealed class Deployment
{
    /// <param name="rpcUrl">The host's own <c>/rpc</c>, as the caller reaches it.</param>
    public Task<DeploymentView> GetAsync(string rpcUrl, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<HealthView> HealthAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
