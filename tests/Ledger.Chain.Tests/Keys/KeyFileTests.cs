// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Keys;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeyFileTests
{
    private static readonly PartyId Party = new(Keccak256.Hash([1]));

    [Fact]
    public void A_made_key_reads_back_and_signs_as_its_account()
    {
        using var directory = new TempDirectory();
        var made = KeyFile.Create(directory.File("a.json"), demo: true, Party);
        var read = KeyFile.Read(made.Path);

        Assert.Equal((made.Signer.Address, true, Party), (read.Signer.Address, read.Signer.IsDemo, read.Party!.Value));
        var digest = Keccak256.Hash([2]);
        Assert.True(Secp256k1.TryRecover(digest, read.Signer.Sign(digest), out var signer));
        Assert.Equal(made.Signer.Address, signer);
    }

    [Fact]
    public void Only_the_owner_may_read_it_and_it_is_never_overwritten()
    {
        using var directory = new TempDirectory();
        var made = KeyFile.Create(directory.File("a.json"), demo: false);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.Path));
        Assert.Throws<KeyFileException>(() => KeyFile.Create(made.Path, demo: false));

        File.SetUnixFileMode(made.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<KeyFileException>(() => KeyFile.Read(made.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_party_can_be_named_later()
    {
        using var directory = new TempDirectory();
        var named = KeyFile.Create(directory.File("a.json"), demo: false).WithParty(Party);
        var read = KeyFile.Read(named.Path);
        Assert.Equal((named.Signer.Address, Party), (read.Signer.Address, read.Party!.Value));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(named.Path));
        Assert.Single(Directory.EnumerateFiles(directory.Path));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("""{"ledgerKey":1,"ledgerKey":1}""", "not JSON")]
    [InlineData("[]", "version 1")]
    [InlineData("""{"ledgerKey":2}""", "version 1")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x00"}""", "no private key")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"}""", "no private key")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x1111111111111111111111111111111111111111111111111111111111111111","address":"0x0000000000000000000000000000000000000001"}""", "does not belong")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x1111111111111111111111111111111111111111111111111111111111111111","address":"0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A","party":"x"}""", "party")]
    public void What_is_no_key_file_is_refused_without_showing_the_key(string content, string words)
    {
        using var directory = new TempDirectory();
        var path = directory.File("a.json");
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Read(path));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1111", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_sentence() =>
        Assert.Contains("cannot be read", Assert.Throws<KeyFileException>(() => KeyFile.Read("/nowhere/a.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_ring_holds_a_directory_of_keys_and_shows_none_of_their_bytes()
    {
        using var directory = new TempDirectory();
        var one = KeyFile.Create(directory.File("a.json"), demo: true);
        var two = KeyFile.Create(directory.File("b.json"), demo: false);
        var ring = new KeyRing();
        ring.AddDirectory(directory.Path);
        ring.AddDirectory(directory.File("missing"));

        Assert.Equal(2, ring.Keys.Count);
        Assert.True(ring.HasDemoKeys);
        Assert.Equal(two.Signer.Address, ring.Find(two.Signer.Address)?.Address);
        Assert.Null(ring.Find(Address.Zero));
        var key = System.Text.Json.JsonElement.Parse(File.ReadAllText(one.Path)).GetProperty("privateKey").GetString()!;
        Assert.DoesNotContain(key[2..], string.Concat(ring.Keys), StringComparison.OrdinalIgnoreCase);
    }
}
