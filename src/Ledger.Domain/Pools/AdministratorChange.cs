// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>Gives a pool another administrator; who signs with the new one follows the pool's governance.</summary>
/// <param name="Administrator">The new administrator.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record AdministratorChange(
    PoolId Pool,
    PartyId Administrator,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<AdministratorChange>, ITypedStruct<AdministratorChange>
{
    public static string TypeName => "AdministratorChange";

    public override ActKind Kind => ActKind.AdministratorChange;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.Administrator(Pool);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("administrator", Administrator.Value);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static AdministratorChange Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("administrator")),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
