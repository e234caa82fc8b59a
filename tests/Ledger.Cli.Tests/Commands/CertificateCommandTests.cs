// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Cli.Tests.Support;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;

namespace Ledger.Cli.Tests.Commands;

/// <summary>A retailer's check of a carton's code: no host is given, and none is asked.</summary>
public sealed class CertificateCommandTests : IDisposable
{
    private static readonly byte[] Key = Word("administrator").ToArray();

    private static readonly DisclosureTree Fields = new(
        ShipmentFields.Schema, [FieldValue.Of("Kaufhaus GmbH"), .. Enumerable.Repeat(FieldValue.Absent, ShipmentFields.Schema.Fields.Length - 1)], Word("fields").ToArray());

    private readonly TemporaryFolder _folder = new();

    private static string Pinned => Secp256k1.AddressOf(Key).ToString();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_carton_is_checked_against_a_pinned_key_without_a_host()
    {
        var file = _folder.Write("carton", Code("first", "A0002").Write() + "\r\n");
        var run = await CheckAsync($"check {file} --key {Pinned} --json");
        Assert.Equal((0, "valid", "A0002"), (run.ExitCode, run.Json.GetProperty("verdict").GetString(), run.Json.GetProperty("serial").GetString()));
        Assert.Contains("A0002", (await CheckAsync($"check {file} --key {Pinned} --lang zh-CN")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_pinned_key_trust_is_not_confirmed() =>
        Assert.Equal(4, (await CheckAsync($"check {_folder.Write("carton", Code("first", "A0002").Write())}")).ExitCode);

    [Fact]
    public async Task Another_key_or_a_changed_letter_is_refused_and_nothing_of_it_is_shown()
    {
        var letters = Code("first", "A0002").Write();
        var stranger = Secp256k1.AddressOf(Word("stranger").ToArray());
        var other = await CheckAsync($"check {_folder.Write("carton", letters)} --key {stranger} --json");
        Assert.Equal((1, "certificate-key-other"), (other.ExitCode, other.Json.GetProperty("code").GetString()));
        Assert.False(other.Json.TryGetProperty("product", out var product) && product.ValueKind is not System.Text.Json.JsonValueKind.Null);
        var changed = letters[..200] + (letters[200] == '0' ? '1' : '0') + letters[201..];
        Assert.Equal(1, (await CheckAsync($"check {_folder.Write("changed", changed)} --key {Pinned}")).ExitCode);
        Assert.Equal(2, (await CheckAsync($"check {_folder.Write("again", letters)} --key 0x12")).ExitCode);
        Assert.Equal(2, (await CheckAsync("check nowhere.txt")).ExitCode);
    }

    [Fact]
    public async Task An_opening_is_checked_as_its_certificate_is()
    {
        var path = _folder.File("opening.json");
        await File.WriteAllBytesAsync(path, new OpeningFile(Code("first", null).Write(), Fields.Disclose(0)).Write());
        var run = await CheckAsync($"check {path} --key {Pinned} --json");
        Assert.Equal((0, "opening-ok"), (run.ExitCode, run.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Two_certificates_of_one_serial_are_a_proof_that_stands_alone()
    {
        var (first, second) = (_folder.Write("first", Code("first", "A0002").Write()), _folder.Write("second", Code("second", "A0002").Write()));
        var proof = _folder.File("conflict.json");
        Assert.Equal(0, (await CheckAsync($"conflict {first} {second} --output {proof}")).ExitCode);
        var judged = await Run.LedgerAsync($"evidence verify {proof} --json");
        Assert.Equal((0, Pinned), (judged.ExitCode, judged.Json.GetProperty("args").GetProperty("second").GetString()));
        var license = judged.Json.GetProperty("args").GetProperty("license").GetString();
        Assert.Equal(0, (await Run.LedgerAsync($"evidence verify {proof} --license {license}")).ExitCode);
        Assert.Equal(1, (await Run.LedgerAsync($"evidence verify {proof} --license 0x{new string('1', 64)}")).ExitCode);
        Assert.Equal(2, (await Run.LedgerAsync($"evidence verify {proof} --pool {license}")).ExitCode);
        var text = await File.ReadAllTextAsync(proof);
        await File.WriteAllTextAsync(proof, text.Replace("LC1:", "LC2:", StringComparison.Ordinal));
        Assert.Equal(1, (await Run.LedgerAsync($"evidence verify {proof}")).ExitCode);
        Assert.Equal(1, (await CheckAsync($"conflict {first} {first}")).ExitCode);
        Assert.Equal(1, (await CheckAsync($"conflict {first} {_folder.Write("none", "hello")}")).ExitCode);
    }

    private static Task<Run> CheckAsync(string line) => Run.LedgerAsync("certificate " + line);

    private static CertificateCode Code(string shipment, string? serial)
    {
        var units = new UnitTree(["A0001", "A0002"], Word(shipment).ToArray());
        var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var certificate = new ShipmentCertificate(
            new(Word("license")), new(Word("party")), "D9 player", now - 60, now + 86_400, units.Root, Fields.Root, now - 60, Word("block"), Word(shipment));
        var unsigned = new CertificateCode(1, Address.Zero, certificate, default);
        return unsigned with { Signature = Secp256k1.Sign(certificate.Digest(unsigned.Domain), Key), Unit = serial is null ? null : units.Open(serial) };
    }

    private static Hash32 Word(string text) => Keccak256.Hash(Encoding.UTF8.GetBytes(text));
}
