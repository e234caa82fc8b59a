// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>What the store keeps with a proposal.</summary>
/// <param name="Target">The contract whose domain it is signed under; a void does not say it by itself.</param>
/// <param name="ContendedBy">Another proposal that stood open on the same head when this one came.</param>
/// <param name="StaleBy">The act that moved the head, once one did.</param>
/// <param name="Proposer">The party that made it; null where the host did by itself.</param>
internal sealed record ProposalBody(
    ActKind Kind, ContractName Target, JsonElement Message, IReadOnlyList<KeptSigner> Required, Hash32? ContendedBy = null, Hash32? StaleBy = null, Hash32? Proposer = null)
{
    public static ProposalBody Read(byte[] body) => JsonSerializer.Deserialize<ProposalBody>(body, LedgerJson.Options)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options);

    public IAct Act() => ActJson.ReadAct(Kind, Message) is var act && act is VoidAct undo ? undo with { Target = Target } : act;

    public TAct Act<TAct>()
        where TAct : class, IAct => (TAct)Act();

    public IReadOnlyList<RequiredSigner> Signers() => [.. Required.Select(kept => kept.Signer())];
}

/// <summary>A required signer as kept.</summary>
internal sealed record KeptSigner(SignerRole Role, Hash32? Party, Address? Key, KeyScopes Scope, ulong? HeldBefore = null)
{
    public static KeptSigner Of(RequiredSigner signer) => new(signer.Role, signer.Party?.Value, signer.Key, signer.Scope, signer.HeldBefore);

    public RequiredSigner Signer() => new(Role, Party is { } party ? new Domain.PartyId(party) : null, Key, Scope, HeldBefore);
}
