// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Usage;
using Ledger.Application.Views;

namespace Ledger.Host.Endpoints;

/// <summary>A line of the answer to many reports: a receipt, or the problem that stands in its place.</summary>
internal readonly record struct BatchLine(TakenReport? Taken, ProblemView? Problem)
{
    /// <summary>Whether the journal alone can give it again.</summary>
    public bool IsPlain => Taken is { Warnings.Count: 0 };

    /// <summary>Whether it is the ledger's own trouble, which may be over when the same is sent again.</summary>
    public bool IsFaulty => Problem is { Status: >= StatusCodes.Status500InternalServerError };
}
