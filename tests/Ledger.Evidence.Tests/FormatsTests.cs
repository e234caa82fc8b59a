// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Promises;
using Ledger.Evidence.Schedules;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Tests.Usage;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests;

/// <summary>FORMATS.md works out an example for each encoding; here each is derived again, and none is left out.</summary>
public sealed partial class FormatsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FORMATS.md"));

    private static readonly Dictionary<string, string> Examples =
        Lines().Matches(Text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    private static readonly Dictionary<string, Func<string>> Derived = new(StringComparer.Ordinal)
    {
        ["empty-root"] = () => MerkleHash.Empty.ToString(),
        ["leaf-of-00"] = () => MerkleHash.Leaf([0]).ToString(),
        ["leaf-of-01"] = () => MerkleHash.Leaf([1]).ToString(),
        ["leaf-of-02"] = () => MerkleHash.Leaf([2]).ToString(),
        ["root-of-three"] = () => MerkleTree.Root(Three()).ToString(),
        ["path-of-index-2"] = () => string.Join(' ', InclusionProof.Make(Three(), 2)),
        ["consistency-2-to-3"] = () => string.Join(' ', ConsistencyProof.Make(Three(), 2)),
        ["line-hash"] = () => Line().LeafData.ToString(),
        ["line-leaf"] = () => UsageLines.Leaves([Line()])[0].ToString(),
        ["evidence-item-hash"] = () => Eip712.HashStruct(Piece()).ToString(),
        ["evidence-root"] = () => ObservationEvidence.Root([Piece(), Piece() with { Source = EvidenceSource.Teardown }]).ToString(),
        ["patent-hash"] = () => Patent().LeafData.ToString(),
        ["patent-leaf"] = () => PatentList.Root([Patent()]).ToString(),
        ["second-patent-leaf"] = () => Between().Leaves[0].Path.Single().ToString(),
        ["patent-list-root"] = () => Between().Root.ToString(),
        ["usage-leaf-data"] = () => Hex.Encode(UsageLeaf.Data(RecordKind.UsageReport, new(Word(0x11)), Signed())),
        ["usage-leaf"] = () => UsageLeaf.Hash(RecordKind.UsageReport, new(Word(0x11)), Signed()).ToString(),
        ["schema-text"] = () => LicenseTerms.Schema.ToString(),
        ["charter-schema"] = () => CharterTerms.Schema.ToString(),
        ["charter-policy"] = () => CharterTerms.Policy.ToString(),
        ["schema-id"] = () => LicenseTerms.Schema.Id.ToString(),
        ["salt-1"] = () => Terms().Disclose(1).Fields[0].Salt.ToString(),
        ["terms-values"] = () => string.Join(" | ", SomeTerms.Whole.ToFields().Select(value => value.Type is FieldType.Absent ? "-" : value.Text)),
        ["terms-tree-root"] = () => Terms().Disclose().TreeRoot.ToString(),
        ["terms-root"] = () => Terms().Root.ToString(),
        ["slot-keys-head"] = () => StorageSlots.KeysHead(new(Word(0x22))).ToString(),
        ["slot-file"] = () => StorageSlots.File(new(Word(0x33)), new(Word(0x22))).ToString(),
        ["slot-record"] = () => StorageSlots.Record(new(Word(0x44))).ToString(),
        ["slot-head"] = () => StorageSlots.Head(new(Word(0x44))).ToString(),
        ["slot-office"] = () => StorageSlots.Office(new(Word(0x33))).ToString(),
        ["slot-schedule-head"] = () => StorageSlots.ScheduleHead(new(Word(0x33)), new(Word(0x77))).ToString(),
        ["slot-log-keys-head"] = () => StorageSlots.LogKeysHead(new(Word(0x33))).ToString(),
        ["slot-charter-head"] = () => StorageSlots.CharterHead(new(Word(0x33))).ToString(),
        ["slot-log-root"] = () => StorageSlots.LogRoot(new(Word(0x33)), 1).ToString(),
        ["slot-log-size"] = () => StorageSlots.LogSize(new(Word(0x33)), 1).ToString(),
        ["record-value"] = () => new LicenseRecord(1_700_000_000, 1_731_536_000, 0, 0, 0, 0, 1, 3).ToSlot().ToString(),
        ["office-value"] = () => new PoolOffice(2, 1, new Address(Word(0x11).ToArray().AsSpan(0, 20))).ToSlot().ToString(),
        ["zip"] = () => Hex.Encode(StoredZip.Write([new("a", new byte[] { 0x68, 0x69 })])),
        ["divergence"] = () => System.Text.Encoding.UTF8.GetString(
            new DivergenceFile(1, "two blocks", 9, 1_700_000_000, new(7, Word(0x11), default), new(7, Word(0x22), default), []).Write()),
        ["log-divergence"] = () => System.Text.Encoding.UTF8.GetString(
            new LogDivergenceFile(
                1, Address.Zero, "two roots", 1_700_000_000, Address.Zero, new AgreedLog(0, [], null), [Word(0x33)],
                new AnchoredLog(new Checkpoint(new(Word(0x55)), 0, 1, Word(0x44)), Signed(), new(7, Word(0x11)), Word(0x66), 0)).Write()),
        ["replay-divergence"] = () => System.Text.Encoding.UTF8.GetString(
            new ReplayDivergenceFile(1, "two blocks", 1_700_000_000, [], Word(0x11), new(7, Word(0x22), default)).Write()),
        ["shipment-schema"] = () => ShipmentFields.Schema.ToString(),
        ["unit-leaf"] = () => UnitTree.Leaf("A1", Word(0x77)).ToString(),
        ["certificate-id"] = () => Code().Certificate.Id.ToString(),
        ["certificate-code"] = () => Code().Write(),
        ["log-fork"] = () => System.Text.Encoding.UTF8.GetString(
            new LogForkFile(
                1, Address.Zero, "two logs", 1_700_000_000, Address.Zero,
                new(new Checkpoint(new(Word(0x55)), 0, 1, Word(0x33)), Signed(), new(7, Word(0x11))),
                new(new Checkpoint(new(Word(0x55)), 0, 1, Word(0x44)), Signed(), new(8, Word(0x22))),
                []).Write()),
        ["promise-file"] = () => System.Text.Encoding.UTF8.GetString(Promised().Write()),
        ["report-fork"] = () => System.Text.Encoding.UTF8.GetString(SomeSigned.Zeros().Write()),
        ["signed-record"] = () => System.Text.Encoding.UTF8.GetString(SomeSigned.Opening().Write()),
        ["manifest"] = () => System.Text.Encoding.UTF8.GetString(Manifest.Write([new("a", new byte[] { 0x68, 0x69 })])),
    };

    public static TheoryData<string> Names => [.. Derived.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_of_the_formats_is_derived(string name) => Assert.Equal(Derived[name](), Examples.GetValueOrDefault(name));

    [Fact]
    public void Every_example_of_the_formats_is_derived_here() =>
        Assert.Equal(Derived.Keys.Order(StringComparer.Ordinal), Examples.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_entry_and_every_step_is_described()
    {
        Assert.All(EntryNames.All, name => Assert.Contains("`" + name + "`", Text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Evidence.Verification.StepName>(), step =>
            Assert.Contains("`" + step.ToString().ToLowerInvariant() + "`", Text, StringComparison.Ordinal));
    }

    private static Hash32[] Three() => [MerkleHash.Leaf([0]), MerkleHash.Leaf([1]), MerkleHash.Leaf([2])];

    private static Hash32 Word(byte value)
    {
        var bytes = new byte[32];
        bytes.AsSpan().Fill(value);
        return new(bytes);
    }

    private static UsageLine Line() => UsageLine.Of("D9 player", PatentAct.Manufacture, "CN", "DE", 1000, Word(0x55));

    private static EvidenceItem Piece() => new(EvidenceSource.Listing, "page.html", Word(0x66), 1_700_000_000, "", Word(0x55));

    private static Patent Patent() => new("CN", "101234567", "B", "", new(Word(0x22)), "AVS1-P2", "2004", 0, 0, "made up", 1_700_000_000, default);

    private static ListingProof Between() =>
        PublicationNumber.TryParse("CN101234568", out var number)
            ? ListingProof.Make([Patent(), Patent() with { Number = "101234569" }], number)
            : throw new InvalidOperationException("no number");

    private static PromiseFile Promised()
    {
        var charter = new PoolCharter(
            Governance.GovernmentLed, default, [], 0, default, default, default, UInt256.Zero, default, default, default, default, default, 0, default);
        return new(
            new Promise(charter.Id, 0, 5, Word(0x33), 1_700_000_000), Signed(), charter, [], [], new(Word(0x11), [], [], [], [], [new(0, [])]), null);
    }

    private static CertificateCode Code()
    {
        var certificate = new ShipmentCertificate(
            new(Word(0x33)), new(Word(0x22)), "D9 player", 1_700_000_000, 1_700_086_400, Word(0x44), Word(0x55), 1_700_000_000, Word(0x11), Word(0x66));
        var unsigned = new CertificateCode(1, Address.Zero, certificate, default);
        return unsigned with { Signature = Secp256k1.Sign(certificate.Digest(unsigned.Domain), Word(0x01).ToArray()) };
    }

    private static Signature Signed() =>
        Signature.TryCreate(Word(0x01), Word(0x02), 27, out var signature) ? signature : throw new InvalidOperationException("no signature");

    private static DisclosureTree Terms() => new(
        LicenseTerms.Schema, SomeTerms.Whole.ToFields(), Word(0x66).ToArray());

    [GeneratedRegex("^example (?<name>[a-z0-9-]+) = (?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Lines();
}
