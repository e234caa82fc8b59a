// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>
/// One pool's usage log as the chain has it. Its checkpoints ascend by epoch, and by size within one: the contract takes no other. A log has
/// one a minute, half a million a year, so whoever asks for one gets that one.
/// </summary>
public interface ILogHistory
{
    /// <summary>The newest checkpoint; null while there is none.</summary>
    CheckpointAnchored? Newest { get; }

    /// <summary>The newest checkpoint of an epoch; null while there is none.</summary>
    CheckpointAnchored? Latest(ulong epoch);

    /// <summary>The checkpoint that first passed <paramref name="index"/>: it bounds the record's time from above. Null while none did.</summary>
    CheckpointAnchored? FirstPast(ulong epoch, ulong index);

    /// <summary>An epoch's checkpoints one after the other, the newest first.</summary>
    IEnumerable<CheckpointAnchored> Down(ulong epoch);

    /// <summary>The checkpoint of exactly that size; null where there is none.</summary>
    sealed CheckpointAnchored? Of(ulong epoch, ulong size) =>
        size > 0 && FirstPast(epoch, size - 1) is { } found && found.Act.Size == size ? found : null;
}
