// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests;

public sealed class ValueTests
{
    private const string Text = "0x19ebb6eb2b6314b74880480016092c98f370f70dc369faa94f04721a203cf03e";

    [Fact]
    public void Ids_are_read_and_written_back()
    {
        Assert.Equal(Text, PartyId.Parse(Text).ToString());
        Assert.Equal(Text, PoolId.Parse(Text).ToString());
        Assert.Equal(Text, ScheduleId.Parse(Text).ToString());
        Assert.Equal(Text, LicenseId.Parse(Text).ToString());
        Assert.Equal(Text, RecordId.Parse(Text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0x")]
    [InlineData("0x19ebb6eb2b6314b74880480016092c98f370f70dc369faa94f04721a203cf03")]
    [InlineData("19ebb6eb2b6314b74880480016092c98f370f70dc369faa94f04721a203cf03e")]
    public void What_is_no_id_is_refused(string? text)
    {
        Assert.False(PartyId.TryParse(text, out _));
        Assert.False(LicenseId.TryParse(text, out _));
    }

    [Fact]
    public void Acts_with_equal_lists_are_equal()
    {
        var act = Some.Charter with { Founders = [Some.Hash("founder")] };
        Assert.Equal(Some.Charter, act);
        Assert.Equal(Some.Charter.GetHashCode(), act.GetHashCode());
        Assert.NotEqual(Some.Charter, act with { Founders = [] });
    }

    [Fact]
    public void A_run_of_signatures_is_cut_at_65_bytes()
    {
        var signature = Some.HolderKey.Sign(Some.Hash("x"));
        SignatureRun run = SignatureRun.Of(signature, signature);
        Assert.Equal(2, run.Count);
        Assert.True(run.TryGet(1, out var second));
        Assert.Equal(signature, second);
        Assert.False(run.TryGet(2, out _));
        Assert.False(new SignatureRun(new byte[64]).IsWhole);
        Assert.Equal(run, new SignatureRun(run.ToArray()));
    }

    [Fact]
    public void Facts_are_ordered_by_block_and_event_never_by_time()
    {
        var early = new FactPosition(new(1, default), 500, default, 9);
        var late = new FactPosition(new(2, default), 400, default, 0);
        Assert.True(early < late);
        Assert.True(early < early with { EventIndex = 10 });
    }

    [Fact]
    public void Subjects_of_different_kinds_never_share_a_key()
    {
        var hash = Some.Hash("one");
        string[] keys =
        [
            Subject.Party(new(hash)).Key, Subject.Pool(new(hash)).Key, Subject.License(new(hash)).Key, Subject.UsageLog(new(hash)).Key,
            Subject.File(new(hash), new(hash)).Key, Subject.Membership(new(hash), new(hash)).Key, Subject.Schedule(new(hash), new(hash)).Key,
        ];
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
    }
}
