// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Acts;

/// <summary>Withdraws one party's own signature from an act that is not recorded yet.</summary>
/// <param name="Voided">The act's id; <c>actId</c> in the struct.</param>
/// <param name="Party">Whose signature.</param>
public sealed record VoidAct(Hash32 Voided, PartyId Party) : Act<VoidAct>, ITypedStruct<VoidAct>
{
    public static string TypeName => "Void";

    public override ActKind Kind => ActKind.Void;

    /// <summary>The contract that would verify the voided act. No field says it: the domain does, so the maker must set it.</summary>
    public override ContractName Contract => Target;

    /// <summary>See <see cref="Contract"/>.</summary>
    public ContractName Target { get; init; } = ContractName.Licenses;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("actId", Voided);
        to.Bytes32("party", Party.Value);
    }

    public static VoidAct Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(from.Bytes32("actId"), new PartyId(from.Bytes32("party")));
}
