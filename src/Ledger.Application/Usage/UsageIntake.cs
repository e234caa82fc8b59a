// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed usage reports: verified, journaled durably, and only then promised.</summary>
public sealed class UsageIntake
{
    public Task<Outcome<UsageReportReceipt>> SubmitAsync(UsageReportRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Takes many, each on its own merits, with one commit for all; the outcomes stand in the order of the requests.</summary>
    public Task<IReadOnlyList<Outcome<UsageReportReceipt>>> SubmitManyAsync(IReadOnlyList<UsageReportRequest> requests, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<UsageReportView>> GetAsync(Hash32 reportId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<Page<UsageLineView>>> LinesAsync(Hash32 reportId, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
