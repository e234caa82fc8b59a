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
        Assert.IsType<KeyFileExists>(Refused(() => KeyFile.Create(made.Path, demo: false)));

        File.SetUnixFileMode(made.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(new KeyFileOpenToOthers(made.Path, "0644"), Refused(() => KeyFile.Read(made.Path)));
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
    [InlineData("", "key-file-truncated")]
    [InlineData("{", "key-file-truncated")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x11""", "key-file-truncated")]
    [InlineData("{]", "key-file-malformed")]
    [InlineData("""{"ledgerKey":1,"ledgerKey":1}""", "key-file-malformed")]
    [InlineData("[]", "key-file-malformed")]
    [InlineData("7", "key-file-malformed")]
    [InlineData("1111", "key-file-malformed")]
    [InlineData("{}", "key-file-malformed")]
    [InlineData("""{"ledgerKey":2}""", "key-file-version-unknown")]
    [InlineData("""{"ledgerKey":"1"}""", "key-file-version-unknown")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x00"}""", "key-field-invalid")]
    [InlineData("""{"ledgerKey":1,"privateKey":7}""", "key-field-invalid")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe","address":"0x0000000000000000000000000000000000000001"}""", "key-field-invalid")]
    [InlineData("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe", "key-field-invalid")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x1111111111111111111111111111111111111111111111111111111111111111"}""", "key-field-invalid")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x1111111111111111111111111111111111111111111111111111111111111111","address":"0x0000000000000000000000000000000000000001"}""", "key-address-mismatch")]
    [InlineData("""{"ledgerKey":1,"privateKey":"0x1111111111111111111111111111111111111111111111111111111111111111","address":"0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A","party":"x"}""", "key-field-invalid")]
    public void What_is_no_key_file_is_refused_without_showing_the_key(string content, string code)
    {
        using var directory = new TempDirectory();
        var path = directory.Secret("a.json", content);

        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Read(path));

        Assert.Equal(code, refused.Refusal.Code);
        Assert.DoesNotContain("1111", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("0x1111111111111111111111111111111111111111111111111111111111111111\n")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111\r\n")]
    public void A_key_in_digits_alone_is_read(string content)
    {
        using var directory = new TempDirectory();
        var read = KeyFile.Read(directory.Secret("a.hex", content));
        Assert.Equal((KeyForm.Hex, "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"), (read.Form, read.Signer.Address.ToString()));

        var copy = read.WriteTo(directory.File("b.hex"), KeyForm.Hex);
        Assert.Equal("0x" + new string('1', 64) + "\n", File.ReadAllText(copy.Path));
        Assert.Equal(read.Signer.Address, KeyFile.Read(copy.Path).Signer.Address);
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing_and_a_long_one_to_be_too_long()
    {
        using var directory = new TempDirectory();
        Assert.IsType<KeyFileMissing>(Refused(() => KeyFile.Read(directory.File("nowhere/a.json"))));
        Assert.IsType<KeyFileMissing>(Refused(() => KeyFile.Read(directory.File("a.json"))));
        Assert.IsType<KeyFileTooLong>(Refused(() => KeyFile.Read(directory.Secret("long.json", new string(' ', 8193)))));
        Assert.IsType<KeyFolderMissing>(Refused(() => KeyFile.Create(directory.File("nowhere/a.json"), demo: false)));
    }

    [Fact]
    public void What_the_system_refuses_is_told_by_its_class_and_never_in_the_systems_own_words()
    {
        using var directory = new TempDirectory();
        var tooLong = directory.File(new string('x', 300) + ".json");
        Directory.CreateDirectory(directory.File("folder.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        KeyFile.Create(directory.File("a.json"), demo: false);

        Assert.Equal(new KeyPathTooLong(tooLong), Refused(() => KeyFile.Read(tooLong)));
        Assert.Equal(new KeyPathTooLong(tooLong), Refused(() => KeyFile.Create(tooLong, demo: false)));
        Assert.Equal(new KeyFileIsFolder(directory.File("folder.json")), Refused(() => KeyFile.Read(directory.File("folder.json"))));
        Assert.Equal(new KeyFileIsFolder(directory.File("folder.json")), Refused(() => KeyFile.Create(directory.File("folder.json"), demo: false)));
        Assert.IsType<KeyFolderMissing>(Refused(() => KeyFile.Create(directory.File("a.json/b.json"), demo: false)));
    }

    [Fact]
    public void A_full_disk_a_read_only_one_and_a_missing_permission_are_told_apart()
    {
        using var directory = new TempDirectory();
        var path = directory.File("a.json");
        var full = Assert.ThrowsAny<IOException>(() =>
        {
            using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            device.Write("key"u8);
        });
        Assert.Equal(new KeyDiskFull(path), FileTrouble.Writing(path, full));
        Assert.Equal(new KeyDiskReadOnly(path), FileTrouble.Writing(path, new IOException("EROFS", 30)));
        Assert.Equal(new KeyFileForbidden(path), FileTrouble.Writing(path, new UnauthorizedAccessException()));
        Assert.Equal(new KeyFileForbidden(path), FileTrouble.Reading(path, new UnauthorizedAccessException()));
        Assert.Equal(new KeyFileUnreadable(path, 5), FileTrouble.Reading(path, new IOException("EIO", 5)));
        Assert.Equal(new KeyFileUnwritable(path, 5), FileTrouble.Writing(path, new IOException("EIO", 5)));
    }

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
        Assert.Equal([one.Signer.Address], ring.Keys.Where(key => key.Signer.IsDemo).Select(key => key.Signer.Address));
        Assert.Equal(two.Signer.Address, ring.Find(two.Signer.Address)?.Address);
        Assert.Null(ring.Find(Address.Zero));
        var key = System.Text.Json.JsonElement.Parse(File.ReadAllText(one.Path)).GetProperty("privateKey").GetString()!;
        Assert.DoesNotContain(key[2..], string.Concat(ring.Keys), StringComparison.OrdinalIgnoreCase);
    }

    private static KeyRefusal Refused(Func<object> use) => Assert.Throws<KeyFileException>(use).Refusal;
}
