// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Application.Proposing;

/// <summary>What became of what was accepted.</summary>
public sealed class Operations
{
    public Task<Outcome<OperationView>> GetAsync(string id, string language, CancellationToken cancellation) => throw new NotSupportedException();
}
