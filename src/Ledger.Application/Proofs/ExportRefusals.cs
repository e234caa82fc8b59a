// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Proofs;

/// <summary>No such matter here.</summary>
public sealed record MatterUnknown(string Matter) : Refusal
{
    public override string Code => "matter-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("matter", Matter));
}

/// <summary>No such export here.</summary>
public sealed record ExportUnknown(string Export) : Refusal
{
    public override string Code => "export-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("export", Export));
}

/// <summary>A matter needs a title of 1 to 200 characters.</summary>
public sealed record TitleInvalid(int Length) : Refusal
{
    public override string Code => "title-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("length", Length));
}

/// <summary>The evidence gathered does not pass the outsiders' own verifier, so that no bundle was made of it.</summary>
public sealed record EvidenceRejected(string Step, string Detail) : Refusal
{
    public override string Code => "evidence-rejected";

    public override IReadOnlyDictionary<string, string> Args => Named(("step", Step), ("detail", Detail));
}
