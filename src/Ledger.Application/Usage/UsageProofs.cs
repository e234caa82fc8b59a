// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>Proves a record's place in an anchored checkpoint.</summary>
public sealed class UsageProofs
{
    /// <summary>The proof against the newest checkpoint that covers the record; refused with <c>not-anchored-yet</c> until there is one.</summary>
    public Task<Outcome<UsageProofView>> ProveAsync(Hash32 recordId, CancellationToken cancellation) => throw new NotSupportedException();
}
