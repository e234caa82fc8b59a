// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;

namespace Ledger.Chain.Tests.Follow;

public sealed class BlockCadenceTests
{
    private static readonly TimeSpan _ordinary = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _dense = TimeSpan.FromMilliseconds(50);

    private readonly HandClock _clock = new();

    [Fact]
    public void Before_a_rhythm_is_known_it_waits_as_long_as_ever()
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Assert.Equal(_ordinary, cadence.Wait());
        Mine(cadence, 1, 1_000);
        Assert.Equal(_ordinary, After(cadence, 1_000));
    }

    [Fact]
    public void The_second_block_shows_when_the_third_is_due()
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Mine(cadence, 2, 1_000);
        Assert.Equal(_dense, After(cadence, 750));
    }

    [Fact]
    public void Around_the_time_at_which_the_next_block_is_due_it_looks_often()
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Mine(cadence, 10, 1_000);
        Assert.Equal(_ordinary, cadence.Wait());
        Assert.Equal(_ordinary, After(cadence, 450));
        Assert.Equal(TimeSpan.FromMilliseconds(100), After(cadence, 200)); // due from 750 on
        Assert.Equal(_dense, After(cadence, 100));
        Assert.Equal(_dense, After(cadence, 500));
        Assert.Equal(_ordinary, After(cadence, 1));
    }

    [Fact]
    public void Of_slow_blocks_only_a_second_to_either_side_is_looked_at_often()
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Mine(cadence, 6, 12_000);
        Assert.Equal(_ordinary, After(cadence, 10_000));
        Assert.Equal(_dense, After(cadence, 1_000));
        Assert.Equal(_dense, After(cadence, 2_000));
        Assert.Equal(_ordinary, After(cadence, 1));
    }

    [Fact]
    public void A_block_that_came_late_and_a_gap_do_not_change_the_rhythm()
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Mine(cadence, 8, 1_000);
        _clock.Pass(30_000);
        cadence.Note(9);
        _clock.Pass(1_000);
        cadence.Note(40);
        Assert.Equal(_dense, After(cadence, 750));
        Assert.Equal(_ordinary, After(cadence, 501));
    }

    /// <summary>However the blocks come, a second has no more looks than one every fifth of the ordinary wait.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(1_000)]
    [InlineData(12_000)]
    public void How_often_it_looks_is_bounded(int interval)
    {
        var cadence = new BlockCadence(_clock, _ordinary);
        Mine(cadence, 10, interval);
        for (var i = 0; i < 1_000; i++)
        {
            var wait = cadence.Wait();
            Assert.InRange(wait, _dense, _ordinary);
            _clock.Pass((int)wait.TotalMilliseconds);
        }
    }

    private void Mine(BlockCadence cadence, ulong blocks, int interval)
    {
        for (ulong number = 1; number <= blocks; number++)
        {
            cadence.Note(number);
            _clock.Pass(number < blocks ? interval : 0);
        }
    }

    private TimeSpan After(BlockCadence cadence, int milliseconds)
    {
        _clock.Pass(milliseconds);
        return cadence.Wait();
    }

    /// <summary>Time that a test lets pass.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long _milliseconds;

        public override long TimestampFrequency => 1_000;

        public void Pass(int milliseconds) => _milliseconds += milliseconds;

        public override long GetTimestamp() => _milliseconds;
    }
}
