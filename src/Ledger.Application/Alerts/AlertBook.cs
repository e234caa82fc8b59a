// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Alerts;

/// <summary>Alerts as they stand: provisional, raised, final, retracted.</summary>
public sealed class AlertBook
{
    public Task<Page<AlertView>> ListAsync(Hash32? pool, string? state, string? cursor, int limit, string language, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<AlertView>> GetAsync(string id, string language, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<AlertView>> AcknowledgeAsync(string id, string language, CancellationToken cancellation) => throw new NotSupportedException();
}
