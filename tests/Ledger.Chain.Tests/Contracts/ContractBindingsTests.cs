// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Tests.Contracts;

/// <summary>The generated bindings against the ABI that the compiler wrote, and against the bytes that the contracts take.</summary>
public sealed class ContractBindingsTests
{
    private static readonly Dictionary<ContractName, Type> Bindings = new()
    {
        [ContractName.Parties] = typeof(PartiesContract),
        [ContractName.Pools] = typeof(PoolsContract),
        [ContractName.Licenses] = typeof(LicensesContract),
        [ContractName.UsageLog] = typeof(UsageLogContract),
    };

    private static readonly LicenseGrant Grant =
        new(new(Filled(1)), new(Filled(2)), new(Filled(3)), 10, 20, Filled(4), Filled(5), ulong.MaxValue, Filled(6));

    private static readonly byte[] Signatures = [.. Enumerable.Range(0, 130).Select(i => (byte)i)];

    [Fact]
    public void Every_event_has_the_topic_that_its_signature_hashes_to()
    {
        var compared = 0;
        foreach (var (name, item) in Items("event"))
        {
            var topic = Bindings[name].GetProperty($"{item.GetProperty("name")}Topic", BindingFlags.Public | BindingFlags.Static);
            if (item.GetProperty("name").GetString() != "EIP712DomainChanged")
            {
                Assert.Equal(Keccak256.Hash(Encoding.ASCII.GetBytes(SignatureOf(item))), topic!.GetValue(null));
                compared++;
            }
        }

        Assert.Equal(31, compared);
    }

    [Fact]
    public void A_call_is_the_selector_and_the_arguments()
    {
        var call = LicensesContract.Grant(Grant, Signatures);

        var hash = Keccak256.Hash("grant((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint64,bytes32),bytes)"u8);
        Assert.Equal(hash.ToArray()[..4], call[..4]);
        var arguments = new AbiReader(call.AsSpan(4));
        Assert.Equal(Grant, arguments.Struct<LicenseGrant>("act"));
        Assert.Equal(Signatures, arguments.Bytes("signatures").ToArray());
        arguments.End();
    }

    [Fact]
    public void An_event_reads_as_it_was_written()
    {
        var revision = new ScheduleRevision(new(Filled(1)), new(Filled(2)), 1, Filled(3), 4, [Filled(5)], default, 9, Filled(6));
        var contribution = new Contribution(new(Filled(1)), new(Filled(2)), new(Filled(7)), Filled(8), 4, 9, Filled(9));
        var data = new AbiWriter();
        data.Struct("act", revision);
        data.Bytes32Array("voters", [Filled(7)]);
        data.Bytes("signatures", Signatures.AsSpan(..65));
        data.StructArray("contributions", [contribution]);
        data.Bytes("contributionSignatures", Signatures.AsSpan(65));

        var read = PoolsContract.ReadScheduleRevised(new LogEntry(
            default, [PoolsContract.ScheduleRevisedTopic, Filled(1), Filled(2), revision.ActId], data.ToArray()));

        Assert.Equal(revision, read.Act);
        Assert.Equal([Filled(7)], read.Voters);
        Assert.Equal([contribution], read.Contributions);
        Assert.Equal((new PoolId(Filled(1)), new ScheduleId(Filled(2)), revision.ActId), (read.Pool, read.Schedule, read.ActId));
        Assert.Equal(Signatures[65..], read.ContributionSignatures.ToArray());
    }

    [Fact]
    public void An_event_with_a_byte_more_or_less_or_another_topic_is_refused()
    {
        var data = new AbiWriter();
        data.Struct("act", Grant);
        data.Bytes("signatures", Signatures);
        var bytes = data.ToArray();
        Hash32[] topics = [LicensesContract.LicenseGrantedTopic, Grant.ActId, Filled(1), Filled(2)];

        Assert.Equal(Grant, LicensesContract.ReadLicenseGranted(new LogEntry(default, topics, bytes)).Act);
        Refused(topics, bytes[..^32]);
        Refused(topics, [.. bytes, 0]);
        Refused(topics[..3], bytes);
        Refused([LicensesContract.LicenseTerminatedTopic, .. topics[1..]], bytes);

        static void Refused(Hash32[] topics, byte[] data) =>
            Assert.Throws<FormatException>(() => LicensesContract.ReadLicenseGranted(new LogEntry(default, topics, data)));
    }

    [Fact]
    public void Answers_are_read_in_the_words_of_the_domain()
    {
        var answer = new AbiWriter();
        answer.Bytes32("pool", Filled(1));
        answer.Bytes32("licensee", Filled(2));

        Assert.Equal((new PoolId(Filled(1)), new PartyId(Filled(2))), LicensesContract.ReadFileOf(answer.ToArray()));
        Assert.Throws<FormatException>(() => LicensesContract.ReadFileOf(answer.ToArray().AsSpan(..32)));
    }

    [Fact]
    public void Every_typed_error_of_the_contracts_has_a_name()
    {
        var declared = Items("error").Select(item => item.Item.GetProperty("name").GetString()!).Where(name => !name.Contains("String", StringComparison.Ordinal));

        Assert.Equal(declared.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ContractError.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_revert_is_read_with_its_arguments()
    {
        var revert = new AbiWriter();
        revert.Bytes32("party", Filled(1));
        revert.Address("key", Address.Zero);
        revert.Uint8("scopes", 2);
        var bytes = revert.ToCall(Keccak256.Hash("KeyNotHeld(bytes32,address,uint8)"u8).ToArray().AsSpan(..4));

        Assert.True(ContractError.TryDecode(bytes, out var error));
        Assert.Equal("KeyNotHeld", error.Name);
        Assert.Equal(Filled(1).ToString(), error.Args["party"]);
        Assert.Equal("2", error.Args["scopes"]);
        Assert.False(ContractError.TryDecode(bytes.AsSpan(..^1), out _));
        Assert.False(ContractError.TryDecode([.. bytes, 0], out _));
    }

    [Fact]
    public void A_revert_of_somebody_else_is_none_of_ours()
    {
        Assert.False(ContractError.TryDecode([], out _));
        Assert.False(ContractError.TryDecode([0x08, 0xc3, 0x79, 0xa0], out _)); // Error(string)
    }

    [Fact]
    public void A_creation_is_the_code_and_the_register_that_it_trusts()
    {
        var register = new Address(Filled(7).ToArray().AsSpan(..20));
        var creation = LicensesContract.Creation(register);

        var code = ContractArtifact.Of(ContractName.Licenses).CreationCode;
        Assert.Equal(code.Span, creation.AsSpan(..code.Length));
        Assert.Equal(register, new AbiReader(creation.AsSpan(code.Length..)).Address("register"));
        Assert.Equal(ContractArtifact.Of(ContractName.Parties).CreationCode.Span, PartiesContract.Creation());
    }

    private static Hash32 Filled(byte value)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        bytes.Fill(value);
        return new Hash32(bytes);
    }

    private static IEnumerable<(ContractName Name, JsonElement Item)> Items(string type) =>
        from name in Bindings.Keys
        from item in ContractArtifact.Of(name).Abi.EnumerateArray()
        where item.GetProperty("type").GetString() == type
        select (name, item);

    private static string SignatureOf(JsonElement item) => $"{item.GetProperty("name")}{Tuple(item.GetProperty("inputs"))}";

    private static string Tuple(JsonElement fields) => $"({string.Join(',', fields.EnumerateArray().Select(Canonical))})";

    private static string Canonical(JsonElement field)
    {
        var type = field.GetProperty("type").GetString()!;
        return field.TryGetProperty("components", out var components) ? Tuple(components) + type["tuple".Length..] : type;
    }
}
