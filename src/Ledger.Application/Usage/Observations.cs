// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed observations of the market: verified, journaled, promised, and watched.</summary>
public sealed class Observations
{
    public Task<Outcome<ObservationReceipt>> SubmitAsync(ObservationRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}
