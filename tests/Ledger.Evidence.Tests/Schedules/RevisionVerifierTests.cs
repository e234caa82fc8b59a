// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Evidence.Schedules;

namespace Ledger.Evidence.Tests.Schedules;

public sealed class RevisionVerifierTests
{
    private static readonly PoolId Pool = new(Word(1));
    private static readonly ScheduleId Schedule = new(Word(2));
    private static readonly PartyId Holder = new(Word(3));

    [Fact]
    public void Revisions_that_follow_from_their_contributions_are_sound() => Assert.Null(RevisionVerifier.Verify(Sound()));

    public static TheoryData<string, uint, Func<RevisionEvidence[], RevisionEvidence[]>> Broken => new()
    {
        { "revision-not-next", 2, all => [all[1]] },
        { "head-moved", 2, all => [all[0], all[1] with { Act = all[1].Act with { Previous = Word(9) } }] },
        { "contributions-differ", 1, all => [all[0] with { Contributions = [] }] },
        { "contribution-not-named", 1, all => [all[0] with { Contributions = all[1].Contributions }] },
        { "contribution-elsewhere", 1, all => [Elsewhere(all[0])] },
        { "patents-mismatch", 1, all => [all[0] with { Patents = all[1].Patents }] },
        { "additions-not-contributed", 2, all => [all[0], With(all[1], "1", "3", "4")] },
        { "contributed-left-out", 2, all => [all[0], With(all[1], "1")] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_revision_that_breaks_a_rule_is_named(string code, uint revision, Func<RevisionEvidence[], RevisionEvidence[]> spoil)
    {
        var flaw = RevisionVerifier.Verify(spoil(Sound()));
        Assert.Equal((code, revision), (flaw?.Reason.Code, flaw?.Revision ?? 0));
    }

    /// <summary>1 and 2 come first; then 2 is delisted and 3 is added.</summary>
    private static RevisionEvidence[] Sound()
    {
        var first = Revision(1, default, ["1", "2"], ["1", "2"]);
        return [first, Revision(2, ((IAct)first.Act).ActId, ["1", "3"], ["3"])];
    }

    private static RevisionEvidence Revision(uint revision, Hash32 previous, string[] listed, string[] contributed)
    {
        Patent[] patents = List(listed), added = List(contributed);
        var contribution = new Contribution(Pool, Schedule, Holder, PatentList.Root(added), (uint)added.Length, 9, Word(4));
        var act = new ScheduleRevision(
            Pool, Schedule, revision, PatentList.Root(patents), (uint)patents.Length, new HashList([((IAct)contribution).ActId]), previous, 9, Word(5));
        return new RevisionEvidence(act, [.. patents], [(contribution, added)]);
    }

    private static RevisionEvidence With(RevisionEvidence revision, params string[] listed)
    {
        var patents = List(listed);
        return revision with { Act = revision.Act with { Root = PatentList.Root(patents), Count = (uint)patents.Length }, Patents = [.. patents] };
    }

    private static RevisionEvidence Elsewhere(RevisionEvidence revision)
    {
        var contribution = revision.Contributions[0].Act with { Schedule = new ScheduleId(Word(8)) };
        return revision with
        {
            Act = revision.Act with { Contributions = new HashList([((IAct)contribution).ActId]) },
            Contributions = [(contribution, revision.Contributions[0].Patents)],
        };
    }

    private static Patent[] List(string[] numbers) => [.. numbers.Select(number => ListingProofTests.Patent(number, Holder))];

    private static Hash32 Word(byte value)
    {
        var bytes = new byte[32];
        bytes.AsSpan().Fill(value);
        return new(bytes);
    }
}
