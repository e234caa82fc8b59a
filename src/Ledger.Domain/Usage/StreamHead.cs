// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The last report of a stream that is journaled.</summary>
public sealed record StreamHead(ulong Sequence, RecordId Report)
{
    /// <summary>Whether <paramref name="report"/> comes next; a fork is refused here and kept by the caller as proof.</summary>
    public static Refusal? Check(StreamHead? head, UsageReport report)
    {
        var (expected, previous) = head is null ? (1UL, default) : (head.Sequence + 1, head.Report);
        return report switch
        {
            _ when report.Sequence < expected => new SequenceTaken(report.Stream.Value, report.Sequence, expected),
            _ when report.Sequence > expected => new SequenceSkipped(report.Stream.Value, report.Sequence, expected),
            _ when report.Previous != previous => new PreviousMismatch(report.Previous, previous),
            _ => null,
        };
    }
}
