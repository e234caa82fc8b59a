// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Disclosure;

/// <summary>The acts that make a version of a license: what it came of, or an amendment. Each names the root over that version's terms.</summary>
internal static class VersionActs
{
    /// <summary>The root over the terms; zero for an act that makes no version.</summary>
    public static Hash32 TermsRoot(IAct act) => act switch
    {
        LicenseGrant { TermsRoot: var root } => root,
        Sublicense { TermsRoot: var root } => root,
        AttestedImport { TermsRoot: var root } => root,
        Amendment { TermsRoot: var root } => root,
        _ => default,
    };

    /// <summary>The license: an amendment names it, every other act makes it.</summary>
    public static LicenseId License(IAct act) => act is Amendment { License: var license } ? license : new LicenseId(act.ActId);

    /// <summary>First second (UTC) of the version.</summary>
    public static ulong EffectiveAt(IAct act) => act switch
    {
        LicenseGrant { StartsAt: var from } => from,
        Sublicense { StartsAt: var from } => from,
        AttestedImport { StartsAt: var from } => from,
        Amendment { EffectiveAt: var from } => from,
        _ => 0,
    };

    /// <exception cref="FormatException">The kind makes no version, or the message is not of it.</exception>
    public static IAct Read(string kind, JsonElement message, string pointer) => kind switch
    {
        nameof(ActKind.Amendment) => TypedDataJson.ReadMessage<Amendment>(message, pointer),
        _ => ReadOrigin(kind, message, pointer),
    };

    /// <exception cref="FormatException">No license comes of the kind, or the message is not of it.</exception>
    public static IAct ReadOrigin(string kind, JsonElement message, string pointer) => kind switch
    {
        nameof(ActKind.LicenseGrant) => TypedDataJson.ReadMessage<LicenseGrant>(message, pointer),
        nameof(ActKind.Sublicense) => TypedDataJson.ReadMessage<Sublicense>(message, pointer),
        nameof(ActKind.AttestedImport) => TypedDataJson.ReadMessage<AttestedImport>(message, pointer),
        _ => throw new FormatException($"no license comes of a {kind}"),
    };

    /// <summary>Writes the act's message.</summary>
    public static void Write(Utf8JsonWriter json, IAct act) => act.Accept(new MessageWriter(json));

    private sealed class MessageWriter(Utf8JsonWriter json) : IActVisitor<bool>
    {
        public bool Visit<TAct>(TAct act)
            where TAct : IAct, ITypedStruct<TAct>
        {
            TypedDataJson.WriteMessage(json, act);
            return true;
        }
    }
}
