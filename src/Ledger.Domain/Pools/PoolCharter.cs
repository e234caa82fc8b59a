// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>Forms a pool. Its struct hash is the pool's id; administrator and founders sign.</summary>
/// <param name="Governance">Who signs admissions, revisions and grants.</param>
/// <param name="Administrator">The licensing administrator.</param>
/// <param name="Founders">The founding parties' ids, in the order in which they sign.</param>
/// <param name="QuorumPerMille">The share of members that a decision needs, of 1000.</param>
/// <param name="Policy">The policy's address as a word, or zero.</param>
/// <param name="PolicyCodeHash">keccak-256 of the policy's code, or zero.</param>
/// <param name="LogKey">Signs promises and checkpoints of epoch 0.</param>
/// <param name="ChainId">The chain that the pool lives on.</param>
/// <param name="Parties">The contract Parties.</param>
/// <param name="Pools">The contract Pools.</param>
/// <param name="Licenses">The contract Licenses.</param>
/// <param name="UsageLog">The contract UsageLog.</param>
/// <param name="CharterRoot">The salted root over the charter document.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PoolCharter(
    Governance Governance,
    PartyId Administrator,
    HashList Founders,
    ushort QuorumPerMille,
    Hash32 Policy,
    Hash32 PolicyCodeHash,
    Address LogKey,
    UInt256 ChainId,
    Address Parties,
    Address Pools,
    Address Licenses,
    Address UsageLog,
    Hash32 CharterRoot,
    ulong ExpiresAt,
    Hash32 Salt) : Act<PoolCharter>, ITypedStruct<PoolCharter>
{
    public static string TypeName => "PoolCharter";

    public override ActKind Kind => ActKind.PoolCharter;

    public override ContractName Contract => ContractName.Pools;

    protected override ulong? Deadline => ExpiresAt;

    /// <summary>The id of the pool that it forms.</summary>
    public PoolId Id => new(ActId);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Uint8("governance", (byte)Governance);
        to.Bytes32("administrator", Administrator.Value);
        to.Bytes32Array("founders", Founders.AsSpan());
        to.Uint16("quorumPerMille", QuorumPerMille);
        to.Bytes32("policy", Policy);
        to.Bytes32("policyCodeHash", PolicyCodeHash);
        to.Address("logKey", LogKey);
        to.Uint256("chainId", ChainId);
        to.Address("parties", Parties);
        to.Address("pools", Pools);
        to.Address("licenses", Licenses);
        to.Address("usageLog", UsageLog);
        to.Bytes32("charterRoot", CharterRoot);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static PoolCharter Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            (Governance)from.Uint8("governance"),
            new PartyId(from.Bytes32("administrator")),
            new HashList(from.Bytes32Array("founders")),
            from.Uint16("quorumPerMille"),
            from.Bytes32("policy"),
            from.Bytes32("policyCodeHash"),
            from.Address("logKey"),
            from.Uint256("chainId"),
            from.Address("parties"),
            from.Address("pools"),
            from.Address("licenses"),
            from.Address("usageLog"),
            from.Bytes32("charterRoot"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
