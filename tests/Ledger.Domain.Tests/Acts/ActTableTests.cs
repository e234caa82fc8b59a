// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests.Acts;

/// <summary>The acts against the comments of <c>contracts/interfaces/Acts.sol</c>.</summary>
public sealed partial class ActTableTests
{
    private static readonly string Source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Acts.sol"));

    public static TheoryData<ActKind> Kinds => [.. Enum.GetValues<ActKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_act_has_the_fields_the_contract_and_the_subject_of_its_struct(ActKind kind)
    {
        var act = kind.Accept(new Blank());
        var declared = Structs().Matches(Source).Single(match => match.Groups["name"].Value == kind.ToString());
        var fields = Fields().Matches(declared.Groups["body"].Value).Select(match => match.Groups["type"].Value + " " + match.Groups["name"].Value);

        Assert.Equal(kind, act.Act.Kind);
        Assert.Equal(string.Join(',', fields), act.Fields);
        if (kind != ActKind.Void)
        {
            Assert.Equal(Tag(declared, "contract"), act.Act.Contract.ToString());
        }

        Assert.Equal(Tag(declared, "subject").StartsWith("none", StringComparison.Ordinal), act.Act.Subject is null);
        Assert.Equal(act.Act.Subject is null, act.Act.Previous is null);
        Assert.Equal(act.Fields.Contains("uint64 expiresAt", StringComparison.Ordinal), act.Act.ExpiresAt is not null);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_act_needs_the_signers_that_its_struct_names(ActKind kind)
    {
        var context = new SigningContext(new PartyId(Some.Hash("administrator")), Some.Address("log key"), new PartyId(Some.Hash("licensee")), Now: 1);
        var signers = RequiredSigners.For(kind.Accept(new Blank()).Act, context);
        var declared = Structs().Matches(Source).Single(match => match.Groups["name"].Value == kind.ToString());
        var words = Tag(declared, "signers").Split([',', ';']).Select(word => word.Trim().Split(' ')[^1]).ToList();

        // The table of a blank act: no founders, and a termination that reaches back.
        var expected = kind switch
        {
            ActKind.PoolCharter => 1,
            ActKind.Termination => 2,
            _ => words.Count,
        };
        Assert.Equal(expected, signers.Length);
        Assert.All(signers, signer => Assert.True(signer.Party is null ^ signer.Key is null));
        Assert.All(signers.Where(signer => signer.Party is not null), signer =>
            Assert.Equal(act(kind) == ContractName.Parties ? KeyScopes.Root : KeyScopes.Contract, signer.Scope));

        static ContractName act(ActKind kind) => kind.Accept(new Blank()).Act.Contract;
    }

    [Fact]
    public void A_charter_is_signed_by_the_administrator_and_then_by_each_founder()
    {
        var signers = RequiredSigners.For(Some.Charter with { Founders = [Some.Hash("a"), Some.Hash("b")] }, new());
        Assert.Equal([SignerRole.Administrator, SignerRole.Founder, SignerRole.Founder], signers.Select(signer => signer.Role));
        Assert.Equal(Some.Hash("b"), signers[2].Party!.Value.Value);
    }

    [Fact]
    public void A_termination_from_now_on_needs_the_administrator_alone()
    {
        var context = new SigningContext(Some.Administrator, Licensee: Some.Licensee, Now: Some.Now);
        Assert.Single(RequiredSigners.For(Some.Termination(Some.Now), context));
        Assert.Equal(2, RequiredSigners.For(Some.Termination(Some.Now - 1), context).Length);
    }

    [Fact]
    public void Signers_that_depend_on_the_pool_are_not_guessed() =>
        Assert.Throws<ArgumentException>(() => RequiredSigners.For(Some.Grant(), new()));

    [Theory]
    [InlineData(ContractName.Parties, KeyScopes.Root)]
    [InlineData(ContractName.Licenses, KeyScopes.Contract)]
    public void A_void_is_signed_with_the_scope_of_the_contract_it_goes_to(ContractName target, KeyScopes scope)
    {
        var signers = RequiredSigners.For(new VoidAct(Some.Hash("act"), Some.Licensee) { Target = target }, new());
        Assert.Equal(scope, Assert.Single(signers).Scope);
    }

    private static string Tag(Match declared, string tag) =>
        Regex.Match(declared.Groups["tags"].Value, "@custom:" + tag + " (?<text>.*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["text"].Value;

    [GeneratedRegex(@"(?<tags>(?:///.*\n)+)struct (?<name>\w+) \{(?<body>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Structs();

    [GeneratedRegex(@"(?<type>[\w\[\]]+) (?<name>\w+);", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fields();

    /// <summary>An act of every kind with zero in every field, and its fields as Solidity declares them.</summary>
    private sealed class Blank : IActTypeVisitor<(IAct Act, string Fields)>
    {
        public (IAct Act, string Fields) Visit<TAct>()
            where TAct : IAct, ITypedStruct<TAct>
        {
            var zeros = new ZeroReader();
            return (TAct.Read(ref zeros), string.Join(',', Eip712.Fields<TAct>().Select(field => field.Type + " " + field.Name)));
        }
    }

    private readonly struct ZeroReader : IFieldReader
    {
        public Hash32 Bytes32(string name) => default;

        public Address Address(string name) => default;

        public bool Bool(string name) => false;

        public byte Uint8(string name) => 0;

        public ushort Uint16(string name) => 0;

        public uint Uint32(string name) => 0;

        public ulong Uint64(string name) => 0;

        public UInt256 Uint256(string name) => default;

        public string Text(string name) => "";

        public Hash32[] Bytes32Array(string name) => [];
    }
}
