// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Blocks;

/// <summary>An EVM log entry, as a receipt holds it.</summary>
/// <param name="Address">The contract that emitted it.</param>
/// <param name="Topics">At most four; the first is the event's signature hash.</param>
/// <param name="Data">The ABI encoding of what is not indexed.</param>
public sealed record LogEntry(Address Address, Hash32[] Topics, ReadOnlyMemory<byte> Data)
{
    public bool Equals(LogEntry? other) =>
        other is not null && Address == other.Address && Topics.AsSpan().SequenceEqual(other.Topics) && Data.Span.SequenceEqual(other.Data.Span);

    public override int GetHashCode() => HashCode.Combine(Address, Topics.Length, Data.Length);
}
