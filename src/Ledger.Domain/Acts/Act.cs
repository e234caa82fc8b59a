// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Acts;

/// <summary>What all acts share: the id and the digest, over the one declaration of their fields.</summary>
public abstract record Act<TSelf> : IAct
    where TSelf : Act<TSelf>, ITypedStruct<TSelf>
{
    public abstract ActKind Kind { get; }

    public abstract ContractName Contract { get; }

    /// <inheritdoc />
    public Hash32 ActId => Eip712.HashStruct((TSelf)this);

    Hash32? IAct.Previous => Head;

    Hash32? IAct.SecondPrevious => SecondHead;

    ulong? IAct.ExpiresAt => Deadline;

    /// <inheritdoc />
    public virtual Subject? Subject => null;

    /// <summary>What <see cref="IAct.Previous"/> says.</summary>
    protected virtual Hash32? Head => null;

    /// <summary>What <see cref="IAct.SecondPrevious"/> says.</summary>
    protected virtual Hash32? SecondHead => null;

    /// <summary>What <see cref="IAct.ExpiresAt"/> says.</summary>
    protected virtual ulong? Deadline => null;

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, (TSelf)this);

    public TResult Accept<TResult>(IActVisitor<TResult> visitor) => visitor.Visit((TSelf)this);
}
