// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Tracing;

namespace Ledger.Application.Loops;

/// <summary>Takes new reports into the index that they are traced by, behind the journal.</summary>
internal sealed class ReportIndexLoop(LedgerContext context, ReportIndexing indexing) : LedgerLoop(context)
{
    public override string Name => "report-index";

    protected override Task<bool> WorkAsync(CancellationToken cancellation) => indexing.StepAsync(cancellation);
}
