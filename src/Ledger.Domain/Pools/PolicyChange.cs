// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>Sets one policy of a pool; who signs follows the pool's governance.</summary>
/// <param name="Policy">Names it.</param>
/// <param name="CodeHash">keccak-256 of the code that carries it out.</param>
/// <param name="PolicyRoot">The salted root over its text.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PolicyChange(
    PoolId Pool,
    Hash32 Policy,
    Hash32 CodeHash,
    Hash32 PolicyRoot,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<PolicyChange>, ITypedStruct<PolicyChange>
{
    public static string TypeName => "PolicyChange";

    public override ActKind Kind => ActKind.PolicyChange;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.Policy(Pool, Policy);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("policy", Policy);
        to.Bytes32("codeHash", CodeHash);
        to.Bytes32("policyRoot", PolicyRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static PolicyChange Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Bytes32("policy"),
            from.Bytes32("codeHash"),
            from.Bytes32("policyRoot"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
