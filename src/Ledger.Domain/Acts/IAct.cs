// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Acts;

/// <summary>Signed typed data that a contract verifies.</summary>
public interface IAct
{
    ActKind Kind { get; }

    /// <summary>The contract that verifies it, whose EIP-712 domain it is signed under.</summary>
    ContractName Contract { get; }

    /// <summary>The act's EIP-712 struct hash: its id, and the head of its subject once recorded.</summary>
    Hash32 ActId { get; }

    /// <summary>The head that it replaces; null when it changes no subject.</summary>
    Hash32? Previous { get; }

    /// <summary>The head of its second subject that it replaces; null when it changes but one.</summary>
    Hash32? SecondPrevious { get; }

    /// <summary>The last second (UTC) at which it may be recorded; null when it does not expire.</summary>
    ulong? ExpiresAt { get; }

    /// <summary>Whose head it moves first; null when none, or when its fields alone do not say: see <see cref="ActHeads"/>.</summary>
    Subject? Subject { get; }

    /// <summary>What its signers sign.</summary>
    Hash32 Digest(Eip712Domain domain);

    /// <summary>Gives the act back under its own type, for codecs.</summary>
    TResult Accept<TResult>(IActVisitor<TResult> visitor);
}

/// <summary>Takes an act under its own type.</summary>
public interface IActVisitor<out TResult>
{
    TResult Visit<TAct>(TAct act)
        where TAct : IAct, ITypedStruct<TAct>;
}

/// <summary>Takes the type of a kind of act, to read one.</summary>
public interface IActTypeVisitor<out TResult>
{
    TResult Visit<TAct>()
        where TAct : IAct, ITypedStruct<TAct>;
}
