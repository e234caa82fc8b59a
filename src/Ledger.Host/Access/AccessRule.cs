// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Domain;

namespace Ledger.Host.Access;

/// <summary>Whose keys a route takes.</summary>
[Flags]
public enum Callers
{
    /// <summary>It asks for no key.</summary>
    Anybody = 0,

    Party = 1,

    Operator = 2,
}

/// <summary>Who may call a route: stands at the route, in the OpenAPI document as <c>x-access</c>, and in a test that tries each caller.</summary>
/// <param name="Who">Whose keys; <see cref="Callers.Anybody"/> for a public route.</param>
/// <param name="Scope">What the key must be good for.</param>
/// <param name="Roles">The roles of which a key must have one in some pool; empty where none is needed. In which pool, the use case says.</param>
/// <param name="Objects">Of which objects, in words; null for all.</param>
public sealed record AccessRule(Callers Who, AccessScopes Scope, IReadOnlyList<PoolRole> Roles, string? Objects)
{
    public static AccessRule Public { get; } = new(Callers.Anybody, AccessScopes.None, [], null);

    /// <summary>For a route that says nothing: nobody.</summary>
    public static AccessRule Undeclared { get; } = new(Callers.Operator, AccessScopes.Operate | AccessScopes.Propose, [], null);

    public bool IsPublic => Who is Callers.Anybody;

    /// <summary>What the rule has against a caller; null for nothing.</summary>
    public Refusal? Judge(Caller caller) => caller switch
    {
        { IsOperator: true } when !Who.HasFlag(Callers.Operator) => new PartyOnly(),
        { IsOperator: false } when !Who.HasFlag(Callers.Party) => new OperatorOnly(),
        _ when !caller.May(Scope) => new ScopeMissing(string.Join(", ", AccessWords.Of(Scope))),
        { IsOperator: false } when Roles.Count > 0 && !caller.Roles.Values.Any(Roles.Contains) => RoleMissing.Of(Roles),
        _ => null,
    };
}
