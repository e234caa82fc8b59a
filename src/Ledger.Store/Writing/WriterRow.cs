// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Writing;

/// <summary>Who may write to this store.</summary>
/// <param name="Token">The fencing token: it rises with every taking, and a store object that has another one writes nothing more.</param>
/// <param name="Holder">The process that took it, for people; empty before the first.</param>
/// <param name="Beats">Signs of life of the holder so far: who watches this number stand still knows that the holder does.</param>
public sealed record WriterRow(long Token, string Holder, long Beats);

/// <summary>Somebody wants to be the writer.</summary>
/// <param name="Expected">The token that he saw: if another was faster, nothing is taken.</param>
/// <param name="Holder">What the next ones are told of him.</param>
public sealed record WriterClaim(long Expected, string Holder);

/// <summary>Who may write to this store.</summary>
public interface IWriterReader
{
    /// <summary>The present writer.</summary>
    WriterRow Current { get; }
}

/// <summary>The writer's signs of life.</summary>
public interface IWriterWriter : IWriterReader
{
    /// <summary>The writer lives.</summary>
    void Beat();
}
