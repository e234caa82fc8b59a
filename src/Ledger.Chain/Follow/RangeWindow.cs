// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Follow;

/// <summary>How many blocks the next range asks for: halved by a refusal or too many logs, doubled by success.</summary>
internal sealed class RangeWindow(int firstBlocks, int maxBlocks, int maxLogs)
{
    private const int SinglesBeforeRanges = 16;
    private const int WorkedBeforeMore = 16;

    // What was refused is not asked for again at once: a vendor's limit would otherwise be run into with every second range.
    private int _ceiling = int.MaxValue;
    private int _workedAtCeiling;
    private int _singles;

    internal int Blocks { get; private set; } = Math.Min(maxBlocks, firstBlocks);

    internal void Worked(int blocks, int logs)
    {
        if (logs > maxLogs)
        {
            Blocks = Math.Max(1, blocks / 2);
        }
        else if (logs < maxLogs / 2 && blocks >= Blocks)
        {
            if (blocks >= _ceiling && _ceiling < maxBlocks && ++_workedAtCeiling >= WorkedBeforeMore)
            {
                (_ceiling, _workedAtCeiling) = (Math.Min(maxBlocks, _ceiling * 2), 0);
            }

            Blocks = Math.Min(Math.Min(maxBlocks, _ceiling), Blocks * 2);
        }
    }

    /// <summary>A block was read by itself: after a while a range is tried again.</summary>
    internal void Rest()
    {
        if (++_singles >= SinglesBeforeRanges)
        {
            _singles = 0;
            Blocks = Math.Max(Blocks, Math.Min(maxBlocks, 2));
            _ceiling = Math.Max(_ceiling, Blocks);
        }
    }

    internal void Failed(int blocks)
    {
        Blocks = Math.Max(1, blocks / 2);
        (_ceiling, _workedAtCeiling) = (Blocks, 0);
    }
}
