// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
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

        var subject = Tag(declared, "subject");
        var heads = ActHeads.Of(act.Act, _ => Some.Pool);
        Assert.Equal(subject.StartsWith("none", StringComparison.Ordinal) ? 0 : subject.Contains("by `previous", StringComparison.Ordinal) ? 2 : 1, heads.Length);
        Assert.Equal(heads.IsEmpty, act.Act.Previous is null);
        Assert.Equal(heads.Length == 2, act.Act.SecondPrevious is not null);
        Assert.Equal(act.Fields.Contains("uint64 expiresAt", StringComparison.Ordinal), act.Act.ExpiresAt is not null);
    }

    /// <summary>The words of <c>@custom:signers</c>, made comparable: the governance that a clause is for, and the roles in their order.</summary>
    public static TheoryData<ActKind, Governance, string> Signers => new()
    {
        { ActKind.PartyOpening, Governance.GovernmentLed, "RootKey" },
        { ActKind.KeyAdmission, Governance.GovernmentLed, "Party, NewKey" },
        { ActKind.KeyRetirement, Governance.GovernmentLed, "Party" },
        { ActKind.KeyCompromise, Governance.GovernmentLed, "Party" },
        { ActKind.RecoveryStart, Governance.GovernmentLed, "Guardian, NewKey" },
        { ActKind.RecoveryCancellation, Governance.GovernmentLed, "Party" },
        { ActKind.RecoveryCompletion, Governance.GovernmentLed, "NewKey" },
        { ActKind.PoolCharter, Governance.MemberOwned, "Administrator" },
        { ActKind.Admission, Governance.GovernmentLed, "Administrator, Party" },
        { ActKind.Admission, Governance.Independent, "Administrator, Party" },
        { ActKind.Admission, Governance.MemberOwned, "Party, quorum" },
        { ActKind.Departure, Governance.MemberOwned, "Party" },
        { ActKind.Removal, Governance.GovernmentLed, "Administrator" },
        { ActKind.Removal, Governance.MemberOwned, "quorum" },
        { ActKind.Removal, Governance.Independent, "Administrator, quorum" },
        { ActKind.Succession, Governance.GovernmentLed, "Administrator, Party, Successor" },
        { ActKind.Succession, Governance.Independent, "Administrator, Party, Successor" },
        { ActKind.Succession, Governance.MemberOwned, "Party, Successor, quorum" },
        { ActKind.Enrolment, Governance.MemberOwned, "Administrator, Party" },
        { ActKind.AdministratorChange, Governance.GovernmentLed, "Administrator, Founder" },
        { ActKind.AdministratorChange, Governance.MemberOwned, "Administrator, quorum" },
        { ActKind.AdministratorChange, Governance.Independent, "Administrator, quorum" },
        { ActKind.PolicyChange, Governance.GovernmentLed, "Administrator" },
        { ActKind.PolicyChange, Governance.MemberOwned, "Administrator, quorum" },
        { ActKind.PolicyChange, Governance.Independent, "Administrator, quorum" },
        { ActKind.LogKeyChange, Governance.Independent, "Administrator, NewLogKey, LogKey" },
        { ActKind.Contribution, Governance.MemberOwned, "Holder" },
        { ActKind.ScheduleRevision, Governance.GovernmentLed, "Administrator" },
        { ActKind.ScheduleRevision, Governance.Independent, "Administrator" },
        { ActKind.ScheduleRevision, Governance.MemberOwned, "Administrator, quorum" },
        { ActKind.LicenseGrant, Governance.MemberOwned, "Administrator, Licensee" },
        { ActKind.Sublicense, Governance.MemberOwned, "Sublicensor, Sublicensee" },
        { ActKind.AttestedImport, Governance.MemberOwned, "Administrator" },
        { ActKind.CounterSignature, Governance.MemberOwned, "Licensee" },
        { ActKind.Amendment, Governance.MemberOwned, "Administrator, Licensee" },
        { ActKind.Suspension, Governance.MemberOwned, "Administrator, Licensee" },
        { ActKind.Reinstatement, Governance.MemberOwned, "Administrator" },
        { ActKind.Assignment, Governance.MemberOwned, "Administrator, Licensee, Assignee" },
        { ActKind.Termination, Governance.MemberOwned, "Administrator, Licensee" },
        { ActKind.Void, Governance.MemberOwned, "Party" },
        { ActKind.Checkpoint, Governance.MemberOwned, "LogKey" },
    };

    [Theory]
    [MemberData(nameof(Signers))]
    public void An_act_needs_the_signers_of_its_pools_governance(ActKind kind, Governance governance, string expected)
    {
        // A blank act: no founders of its own, and an adverse act reaches back.
        var act = kind.Accept(new Blank()).Act;
        var table = RequiredSigners.For(act, Context(governance) with { Parent = kind == ActKind.Sublicense ? Some.License() : null });
        var roles = table.Fixed.Select(signer => signer.Role.ToString()).Concat(table.Quorum is null ? [] : ["quorum"]);
        Assert.Equal(expected, string.Join(", ", roles));
        Assert.All(table.Fixed, signer => Assert.True(signer.Party is null ^ signer.Key is null));
        Assert.All(table.Fixed.Where(signer => signer.Party is not null), signer =>
            Assert.Equal(act.Contract == ContractName.Parties ? KeyScopes.Root : KeyScopes.Contract, signer.Scope));
    }

    [Fact]
    public void The_table_of_signers_names_every_kind() => Assert.Equal(
        Enum.GetValues<ActKind>().Order(), Signers.Select(row => (ActKind)row[0]).Distinct().Order());

    [Fact]
    public void A_lost_log_key_is_replaced_by_administrator_new_key_and_quorum()
    {
        var change = new LogKeyChange(Some.Pool, 1, Some.Address("new log key"), Lost: true, default, Some.Later, default);
        var table = RequiredSigners.For(change, Context(Governance.GovernmentLed));
        Assert.Equal([SignerRole.Administrator, SignerRole.NewLogKey], table.Fixed.Select(signer => signer.Role));
        Assert.Equal(1, table.Quorum?.Threshold);
    }

    [Fact]
    public void The_grantor_of_a_sublicense_is_whoever_has_its_parent_now()
    {
        var assigned = Some.License().Apply(Some.Assigned(Some.Holder));
        var table = RequiredSigners.For(
            new Reinstatement(Some.Grant().Id, 1, default, default, Some.Later, default),
            Context(Governance.GovernmentLed) with { Parent = assigned });
        Assert.Equal((SignerRole.Sublicensor, Some.Holder), (table.Fixed[0].Role, table.Fixed[0].Party));
    }

    [Fact]
    public void A_charter_is_signed_by_the_administrator_and_then_by_each_founder()
    {
        var signers = RequiredSigners.For(Some.Charter with { Founders = [Some.Hash("a"), Some.Hash("b")] }, new()).Fixed;
        Assert.Equal([SignerRole.Administrator, SignerRole.Founder, SignerRole.Founder], signers.Select(signer => signer.Role));
        Assert.Equal(Some.Hash("b"), signers[2].Party!.Value.Value);
    }

    [Fact]
    public void A_termination_from_now_on_needs_the_administrator_alone()
    {
        var context = Context(Governance.GovernmentLed) with { Now = Some.Now };
        Assert.Single(RequiredSigners.For(Some.Termination(Some.Now), context).Fixed);
        Assert.Equal(2, RequiredSigners.For(Some.Termination(Some.Now - 1), context).Fixed.Length);
    }

    [Fact]
    public void Signers_that_depend_on_the_pool_are_not_guessed() =>
        Assert.Throws<ArgumentException>(() => RequiredSigners.For(Some.Grant(), new()));

    [Theory]
    [InlineData(ContractName.Parties, KeyScopes.Root)]
    [InlineData(ContractName.Licenses, KeyScopes.Contract)]
    public void A_void_is_signed_with_the_scope_of_the_contract_it_goes_to(ContractName target, KeyScopes scope)
    {
        var signers = RequiredSigners.For(new VoidAct(Some.Hash("act"), Some.Licensee) { Target = target }, new()).Fixed;
        Assert.Equal(scope, Assert.Single(signers).Scope);
    }

    private static SigningContext Context(Governance governance)
    {
        var charter = Some.Charter with { Governance = governance };
        var pool = PoolHistory.Empty.Apply(new PoolFormed(Some.At(), charter, default))
            .Apply(new MemberAdmitted(Some.At(), Some.Admission(Some.Holder), default, default));
        var party = PartyHistory.Empty
            .Apply(new PartyOpened(Some.At(), Some.LicenseeOpening with { Guardian = Some.Address("guardian") }, default))
            .Apply(new RecoveryStarted(Some.At(), Some.RecoveryStart(), default));
        return new(pool, Some.License(), null, party, Now: 1);
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
