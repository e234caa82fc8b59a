// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Alerts;

/// <summary>API.md: the states of an alert.</summary>
public enum AlertState
{
    Provisional = 0,
    Raised = 1,
    Final = 2,
    Retracted = 3,
}

/// <summary>An alert: a watch rule's finding.</summary>
/// <param name="Seq">Its number in the store, kept through its states; zero on the way in.</param>
/// <param name="Id">Made from the rule and its records.</param>
/// <param name="Deciding">The block that decided it, while raised or final.</param>
/// <param name="Body">Records and reason, JSON.</param>
/// <param name="UpdatedAt">UTC seconds.</param>
public sealed record AlertRow(
    long Seq, Hash32 Id, string Rule, AlertState State, Hash32? Pool, Hash32? Party, BlockRef? Deciding, byte[] Body, long UpdatedAt);

public interface IAlertReader
{
    AlertRow? Find(Hash32 id);

    /// <summary>Alerts after a number, oldest first; of one state or (null) of all; with a pool, only its own.</summary>
    IReadOnlyList<AlertRow> List(AlertState? state, Hash32? pool, long afterSeq, int limit);

    /// <summary>A pool's alerts before a number, the last first.</summary>
    IReadOnlyList<AlertRow> Before(Hash32 pool, long beforeSeq, int limit);

    /// <summary>The alerts of a rule that are in a state, oldest first.</summary>
    IReadOnlyList<AlertRow> Of(string rule, AlertState state);

    /// <summary>How many alerts there are of each rule in each state.</summary>
    IReadOnlyList<(string Rule, AlertState State, long Count)> Counts();

    /// <summary>Alerts whose deciding block has that hash.</summary>
    IReadOnlyList<AlertRow> DecidedIn(Hash32 blockHash);

    /// <summary>Raised alerts whose deciding block is not above <paramref name="number"/>: they can become final.</summary>
    IReadOnlyList<AlertRow> RaisedUpTo(ulong number);
}

public interface IAlertWriter : IAlertReader
{
    /// <summary>Inserts, or replaces the alert of that id, which keeps its number. A deciding block belongs to raised and final only.</summary>
    void Put(AlertRow alert);
}
