// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Schedules;

/// <summary>The schedule has no such revision.</summary>
public sealed record RevisionUnknown(ScheduleId Schedule, uint Revision) : Refusal
{
    public override string Code => "revision-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("schedule", Schedule), ("revision", Revision));
}

/// <summary>The patents behind a root are not held here.</summary>
public sealed record ListNotHeld(Hash32 Root) : Refusal
{
    public override string Code => "list-not-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("root", Root));
}
