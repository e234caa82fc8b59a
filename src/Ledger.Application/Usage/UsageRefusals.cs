// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>Why a record is not taken in, or nothing can be proven of it, apart from the domain's rules.</summary>
public abstract record RecordRefusal : Refusal;

/// <summary>The record is not of its type.</summary>
public sealed record RecordInvalid(string Reason) : RecordRefusal
{
    public override string Code => "record-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}

/// <summary>No record that is handed in here has this kind.</summary>
public sealed record RecordKindUnknown(string Kind) : RecordRefusal
{
    public override string Code => "record-kind-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind));
}

/// <summary>The reports of the period add up to more than a statement can say.</summary>
public sealed record PeriodTooLarge(ulong PeriodStart, ulong PeriodEnd) : RecordRefusal
{
    public override string Code => "period-too-large";

    public override IReadOnlyDictionary<string, string> Args => Named(("periodStart", PeriodStart), ("periodEnd", PeriodEnd));
}

/// <summary>No such record here.</summary>
public sealed record RecordUnknown(Hash32 Record) : RecordRefusal
{
    public override string Code => "record-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record));
}

/// <summary>The record is journaled, but no checkpoint covers it yet.</summary>
public sealed record NotAnchoredYet(Hash32 Record) : RecordRefusal
{
    public override string Code => "not-anchored-yet";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record));
}

/// <summary>The report has more lines than one may have here.</summary>
public sealed record TooManyLines(int Lines, int Most) : RecordRefusal
{
    public override string Code => "too-many-lines";

    public override IReadOnlyDictionary<string, string> Args => Named(("lines", Lines), ("most", Most));
}

/// <summary>The pool's log key is not held here: another host takes in its records.</summary>
public sealed record LogKeyElsewhere(PoolId Pool) : RecordRefusal
{
    public override string Code => "log-key-elsewhere";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool));
}
