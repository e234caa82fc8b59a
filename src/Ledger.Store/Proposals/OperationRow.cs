// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Proposals;

/// <summary>API.md: the states of an operation.</summary>
public enum OperationState
{
    Accepted = 0,
    Submitted = 1,
    Included = 2,
    Final = 3,
    Refused = 4,
    Failed = 5,
    Retracted = 6,
}

/// <summary>What the API shows of an intent, or of other work that takes time.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="Intent">The intent whose fate it shows, if any.</param>
/// <param name="Body">What the use case shows (transactions, block, problem), JSON.</param>
public sealed record OperationRow(
    long Seq, Hash32 Id, string Kind, OperationState State, Hash32? Intent, byte[] Body, long CreatedAt, long UpdatedAt);

public interface IOperationReader
{
    OperationRow? Find(Hash32 id);

    /// <summary>The operations that show an intent.</summary>
    IReadOnlyList<OperationRow> OfIntent(Hash32 intent);

    IReadOnlyList<OperationRow> InState(OperationState state, int limit);

    /// <summary>The newest operations whose number is below <paramref name="before"/>, newest first.</summary>
    IReadOnlyList<OperationRow> Newest(long before, int limit);
}

public interface IOperationWriter : IOperationReader
{
    /// <summary>Inserts, or replaces the operation of that id, which keeps its number.</summary>
    void Put(OperationRow operation);
}
