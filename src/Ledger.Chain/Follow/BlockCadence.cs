// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Follow;

/// <summary>
/// How long to wait before the node is asked again: until shortly before its next block is due, by the median of the last
/// intervals, as long as ever; around that time often. A block that does not come is waited for as long as ever.
/// </summary>
/// <param name="time">Tells how much time passed; what hour it is does not matter.</param>
/// <param name="ordinary">How long to wait where nothing is due.</param>
public sealed class BlockCadence(TimeProvider time, TimeSpan ordinary)
{
    private const int MostIntervals = 9;

    /// <summary>How many times more often the node is asked while its block is due.</summary>
    private const int Denser = 5;

    /// <summary>A quarter of an interval to either side of its end the block is due, but no more than this.</summary>
    private static readonly TimeSpan _mostEarly = TimeSpan.FromSeconds(1);

    private readonly Queue<TimeSpan> _intervals = new();
    private (ulong Number, long At)? _last;

    /// <summary>The node's newest block has this number.</summary>
    public void Note(ulong number)
    {
        if (_last?.Number == number)
        {
            return;
        }

        var now = time.GetTimestamp();
        if (_last is { } last && number == last.Number + 1)
        {
            _intervals.Enqueue(time.GetElapsedTime(last.At, now));
            if (_intervals.Count > MostIntervals)
            {
                _intervals.Dequeue();
            }
        }

        _last = (number, now);
    }

    /// <summary>How long to wait from now on.</summary>
    public TimeSpan Wait()
    {
        if (_last is not { } last || _intervals.Count == 0)
        {
            return ordinary; // one interval is enough to go by: a wrong one costs looks, and no wait is longer than this
        }

        var interval = _intervals.Order().ElementAt(_intervals.Count / 2);
        var margin = interval / 4 < _mostEarly ? interval / 4 : _mostEarly;
        var (passed, dense) = (time.GetElapsedTime(last.At), ordinary / Denser);
        var early = interval - margin - passed;
        return passed > interval + margin ? ordinary
            : early < dense ? dense
            : early < ordinary ? early
            : ordinary;
    }
}
