// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Acts;

/// <summary>What all acts share: the id and the digest, over the one declaration of their fields.</summary>
public abstract record Act<TSelf> : IAct
    where TSelf : Act<TSelf>, ITypedStruct<TSelf>
{
    // The id is asked for at every turn and costs two hashings. It is no part of what an act is: equality and copies pass it over.
    private Hash32 _id;
    private volatile bool _isHashed;

    protected Act()
    {
    }

    /// <summary>A copy, whose fields may be about to change: its id is its own.</summary>
    protected Act(Act<TSelf> original)
    {
        _ = original;
    }

    public abstract ActKind Kind { get; }

    public abstract ContractName Contract { get; }

    /// <inheritdoc />
    public Hash32 ActId
    {
        get
        {
            if (!_isHashed)
            {
                _id = Eip712.HashStruct((TSelf)this); // whoever comes at the same time writes the same bytes
                _isHashed = true;
            }

            return _id;
        }
    }

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

    public virtual bool Equals(Act<TSelf>? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, (TSelf)this);

    public TResult Accept<TResult>(IActVisitor<TResult> visitor) => visitor.Visit((TSelf)this);
}
