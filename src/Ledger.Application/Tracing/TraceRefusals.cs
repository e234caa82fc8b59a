// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Tracing;

/// <summary>Why nothing can be traced.</summary>
public abstract record TraceRefusal : Refusal;

/// <summary>The report has no such line.</summary>
public sealed record LineUnknown(Hash32 Report, ulong Line) : TraceRefusal
{
    public override string Code => "line-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report), ("line", Line));
}
