// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Disclosure;

/// <summary>The acts that make a version of a license, what it came of or an amendment, or a text of a pool's charter, its forming or a change. Each names the root over that document.</summary>
internal static class VersionActs
{
    /// <summary>The schema of the document that the act names.</summary>
    public static DocumentSchema Schema(IAct act) => act is PoolCharter or PolicyChange ? CharterTerms.Schema : LicenseTerms.Schema;

    /// <summary>The root over the terms or the charter; zero for an act that makes neither.</summary>
    public static Hash32 Root(IAct act) => act switch
    {
        LicenseGrant { TermsRoot: var root } => root,
        Sublicense { TermsRoot: var root } => root,
        AttestedImport { TermsRoot: var root } => root,
        Amendment { TermsRoot: var root } => root,
        PoolCharter { CharterRoot: var root } => root,
        PolicyChange { PolicyRoot: var root } change when change.Policy == CharterTerms.Policy => root,
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
