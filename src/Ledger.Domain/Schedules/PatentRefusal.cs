// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Schedules;

/// <summary>Patents stand in strictly ascending (country, number) order.</summary>
public sealed record PatentsNotAscending(int Position) : ScheduleRefusal
{
    public override string Code => "patents-not-ascending";

    public override IReadOnlyDictionary<string, string> Args => Named(("position", Position));
}

/// <summary>The patents given are not those that the act commits to.</summary>
public sealed record PatentsMismatch(uint Count, Hash32 Root) : ScheduleRefusal
{
    public override string Code => "patents-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("root", Root));
}

/// <summary>The revision adds a patent that no contribution holds, or alters one.</summary>
public sealed record AdditionsNotContributed(string Publication) : ScheduleRefusal
{
    public override string Code => "additions-not-contributed";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}

/// <summary>The revision leaves out a patent of a contribution that it uses.</summary>
public sealed record ContributedLeftOut(string Publication) : ScheduleRefusal
{
    public override string Code => "contributed-left-out";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}

/// <summary>No list of the revision's count holds the last revision's patents and all contributed ones, and has its root.</summary>
public sealed record RevisionNotContributed(uint Count, Hash32 Root) : ScheduleRefusal
{
    public override string Code => "revision-not-contributed";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("root", Root));
}

/// <summary>A holder contributes its own patents and no others.</summary>
public sealed record PatentOfAnotherHolder(string Publication, PartyId Holder) : ScheduleRefusal
{
    public override string Code => "patent-of-another-holder";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication), ("holder", Holder));
}

/// <summary>Country, number or kind of a patent are not in DOCDB form.</summary>
public sealed record PatentNumberInvalid(int Position, string Publication) : ScheduleRefusal
{
    public override string Code => "patent-number-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("position", Position), ("publication", Publication));
}

/// <summary>The patent is no longer in force before it is.</summary>
public sealed record PatentTermEmpty(string Publication) : ScheduleRefusal
{
    public override string Code => "patent-term-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}

/// <summary>A known term says where and when it was looked up.</summary>
public sealed record PatentTermUnsourced(string Publication) : ScheduleRefusal
{
    public override string Code => "patent-term-unsourced";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}

/// <summary>One number stands once in a list.</summary>
public sealed record PatentListedTwice(string Publication) : ScheduleRefusal
{
    public override string Code => "patent-listed-twice";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}

/// <summary>The last revision lists the patent for another holder; it has to be delisted first, or in the same revision.</summary>
public sealed record PatentListedForAnother(string Publication, PartyId Holder) : ScheduleRefusal
{
    public override string Code => "patent-listed-for-another";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication), ("holder", Holder));
}

/// <summary>The schedule does not list the patent.</summary>
public sealed record PatentNotListed(string Publication) : ScheduleRefusal
{
    public override string Code => "patent-not-listed";

    public override IReadOnlyDictionary<string, string> Args => Named(("publication", Publication));
}
