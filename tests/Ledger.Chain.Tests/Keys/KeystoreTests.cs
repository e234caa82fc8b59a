// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Keys;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeystoreTests
{
    /// <summary>So that a test is quick; the standard cost stands in one test.</summary>
    private static readonly KeystoreCost _cheap = new(2, 1, 1);

    private static readonly PartyId _party = new(Keccak256.Hash([1]));

    public static TheoryData<string> Names => [.. KeystoreVectors.Keystores.Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_keystore_of_others_opens_to_its_key(string name)
    {
        var vector = KeystoreVectors.Keystores.Single(one => one.GetProperty("name").GetString() == name);
        using var directory = new TempDirectory();
        var path = directory.Secret("a.json", vector.GetProperty("file").ToString());

        var read = KeyFile.Read(path, _ => Password.Typed(vector.GetProperty("password").GetString()));

        Assert.Equal((KeyForm.Keystore, vector.GetProperty("address").GetString()), (read.Form, read.Signer.Address.ToString()));
        Assert.Equal(
            vector.GetProperty("privateKey").GetString() + "\n", File.ReadAllText(read.WriteTo(directory.File("a.hex"), KeyForm.Hex).Path));
    }

    [Fact]
    public void A_made_keystore_has_the_usual_form_and_the_usual_cost()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("correct horse");
        var made = KeyFile.Create(directory.File("a.json"), password, KeystoreCost.Standard, _party);

        var file = JsonElement.Parse(File.ReadAllText(made.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.Path));
        Assert.Equal(3, file.GetProperty("version").GetInt32());
        Assert.Equal(made.Signer.Address.ToString(), file.GetProperty("address").GetString());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", file.GetProperty("id").GetString());
        var crypto = file.GetProperty("crypto");
        Assert.Equal(("aes-128-ctr", "scrypt"), (crypto.GetProperty("cipher").GetString(), crypto.GetProperty("kdf").GetString()));
        var cost = crypto.GetProperty("kdfparams");
        Assert.Equal(
            (262_144, 8, 1, 32),
            (cost.GetProperty("n").GetInt32(), cost.GetProperty("r").GetInt32(), cost.GetProperty("p").GetInt32(), cost.GetProperty("dklen").GetInt32()));
        Assert.Equal(64, cost.GetProperty("salt").GetString()!.Length);

        var read = KeyFile.Read(made.Path, _ => Password.Typed("correct horse"));
        Assert.Equal((made.Signer.Address, (PartyId?)_party, false), (read.Signer.Address, read.Party, read.Signer.IsDemo));
        Assert.Equal(new KeyFileHeader(made.Path, KeyForm.Keystore, made.Signer.Address, _party, IsDemo: false), KeyFileHeader.Read(made.Path));
    }

    [Fact]
    public void Two_keystores_of_one_key_under_one_password_share_no_secret()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var plain = KeyFile.Create(directory.File("plain.json"), demo: false);
        var texts = new[] { "a", "b" }.Select(name => File.ReadAllText(plain.WriteTo(directory.File(name), password, _cheap).Path)).ToList();

        string Of(int i, params string[] names) => names.Aggregate(JsonElement.Parse(texts[i]), (at, name) => at.GetProperty(name)).GetString()!;
        Assert.NotEqual(Of(0, "id"), Of(1, "id"));
        Assert.NotEqual(Of(0, "crypto", "ciphertext"), Of(1, "crypto", "ciphertext"));
        Assert.NotEqual(Of(0, "crypto", "kdfparams", "salt"), Of(1, "crypto", "kdfparams", "salt"));
        Assert.NotEqual(Of(0, "crypto", "cipherparams", "iv"), Of(1, "crypto", "cipherparams", "iv"));
    }

    [Fact]
    public void A_password_is_changed_and_the_old_one_no_longer_opens()
    {
        using var directory = new TempDirectory();
        using var old = Password.Typed("old");
        using var fresh = Password.Typed("new");
        var made = KeyFile.Create(directory.File("a.json"), old, _cheap, _party);

        made.WithPassword(fresh, _cheap);

        Assert.Equal(new KeystorePasswordWrong(made.Path), Refused(() => KeyFile.Read(made.Path, _ => Password.Typed("old"))));
        var read = KeyFile.Read(made.Path, _ => Password.Typed("new"));
        Assert.Equal((made.Signer.Address, (PartyId?)_party), (read.Signer.Address, read.Party));
        Assert.Single(Directory.EnumerateFiles(directory.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.Path));
    }

    [Fact]
    public void A_key_in_the_clear_has_no_password_to_change()
    {
        using var directory = new TempDirectory();
        using var fresh = Password.Typed("new");
        var plain = KeyFile.Create(directory.File("a.json"), demo: false);
        Assert.IsType<KeyHasNoPassword>(Refused(() => plain.WithPassword(fresh, _cheap)));
    }

    [Fact]
    public void A_keystore_names_its_party_later_without_its_password()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var made = KeyFile.Create(directory.File("a.json"), password, _cheap).WithParty(_party);
        Assert.Equal((PartyId?)_party, KeyFile.Read(made.Path, _ => Password.Typed("p")).Party);
    }

    [Fact]
    public void Without_anybody_to_ask_a_keystore_stays_shut()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var path = KeyFile.Create(directory.File("a.json"), password, _cheap).Path;
        Assert.Equal(new KeystorePasswordNeeded(path), Refused(() => KeyFile.Read(path)));
        Assert.Equal(new KeystorePasswordNeeded(path), Refused(() => KeyFile.Read(path, _ => null)));
        Assert.Throws<KeyFileException>(() => new KeyRing().AddDirectory(directory.Path));
    }

    public static TheoryData<string, string, string> Changes { get; } = new()
    {
        { "version", "4", "key-file-version-unknown" },
        { "version", "\"3\"", "key-file-version-unknown" },
        { "crypto", "null", "key-field-invalid" },
        { "address", "\"0x0000000000000000000000000000000000000001\"", "key-address-mismatch" },
        { "address", "\"zz\"", "key-field-invalid" },
        { "ledger", "{\"party\":\"0x12\"}", "key-field-invalid" },
        { "ledger", "7", "key-field-invalid" },
        { "crypto.cipher", "\"aes-256-gcm\"", "keystore-unsupported" },
        { "crypto.cipher", "7", "key-field-invalid" },
        { "crypto.cipherparams", "{}", "key-field-invalid" },
        { "crypto.cipherparams.iv", "\"00\"", "key-field-invalid" },
        { "crypto.ciphertext", "\"00\"", "key-field-invalid" },
        { "crypto.ciphertext", "\"" + new string('0', 64) + "\"", "keystore-password-wrong" },
        { "crypto.mac", "\"" + new string('0', 64) + "\"", "keystore-password-wrong" },
        { "crypto.mac", "\"" + new string('0', 62) + "\"", "key-field-invalid" },
        { "crypto.mac", "\"x\"", "key-field-invalid" },
        { "crypto.kdf", "\"argon2id\"", "keystore-unsupported" },
        { "crypto.kdfparams", "[]", "key-field-invalid" },
        { "crypto.kdfparams.salt", "\"\"", "key-field-invalid" },
        { "crypto.kdfparams.dklen", "31", "key-field-invalid" },
        { "crypto.kdfparams.n", "0", "key-field-invalid" },
        { "crypto.kdfparams.n", "1", "key-field-invalid" },
        { "crypto.kdfparams.n", "3", "key-field-invalid" },
        { "crypto.kdfparams.n", "-2", "key-field-invalid" },
        { "crypto.kdfparams.n", "1e400", "key-field-invalid" },
        { "crypto.kdfparams.n", "4194304", "keystore-too-costly" }, // 512 MiB at r = 1, 1 GiB at r = 2
        { "crypto.kdfparams.n", "4611686018427387904", "keystore-too-costly" },
        { "crypto.kdfparams.r", "0", "key-field-invalid" },
        { "crypto.kdfparams.r", "9223372036854775807", "keystore-too-costly" },
        { "crypto.kdfparams.p", "0", "key-field-invalid" },
        { "crypto.kdfparams.p", "1073741824", "keystore-too-costly" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_keystore_is_refused_with_its_own_word(string place, string value, string code)
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var path = KeyFile.Create(directory.File("a.json"), password, new KeystoreCost(2, 2, 1)).Path;
        File.WriteAllText(path, Put(JsonNode.Parse(File.ReadAllText(path))!, place.Split('.'), value));

        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Read(path, _ => Password.Typed("p")));

        Assert.True(refused.Refusal.Code == code, refused.ToString());
        Assert.Equal(path, refused.Refusal.Args["file"]);
    }

    [Theory]
    [InlineData("\"c\":10000001", "keystore-too-costly")]
    [InlineData("\"c\":0", "key-field-invalid")]
    [InlineData("\"c\":1", "keystore-password-wrong")]
    public void The_other_derivation_is_bounded_too(string count, string code)
    {
        using var directory = new TempDirectory();
        var zeros = new string('0', 64);
        var path = directory.Secret("a.json", $$$"""
            {"version":3,"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"{{{zeros[..32]}}}"},"ciphertext":"{{{zeros}}}","mac":"{{{zeros}}}",
             "kdf":"pbkdf2","kdfparams":{ {{{count}}},"dklen":32,"prf":"hmac-sha256","salt":"00"} } }
            """);
        Assert.Equal(code, Refused(() => KeyFile.Read(path, _ => Password.Typed("p"))).Code);
        File.WriteAllText(path, File.ReadAllText(path).Replace("hmac-sha256", "hmac-sha1", StringComparison.Ordinal));
        Assert.Equal(new KeystoreUnsupported(path, "prf", "hmac-sha1"), Refused(() => KeyFile.Read(path, _ => Password.Typed("p"))));
    }

    [Fact]
    public void A_keystore_cut_off_anywhere_is_said_to_be_cut_off()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var whole = File.ReadAllText(KeyFile.Create(directory.File("whole.json"), password, _cheap).Path);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = directory.Secret("cut.json", whole[..length]);
            Assert.IsType<KeyFileTruncated>(Refused(() => KeyFile.Read(path, _ => Password.Typed("p"))));
        }
    }

    [Fact]
    public void A_password_file_gives_its_first_line_and_is_its_owners_alone()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("correct horse");
        var key = KeyFile.Create(directory.File("a.json"), password, _cheap);
        foreach (var content in (string[])["correct horse", "correct horse\n", "correct horse\r\nand more"])
        {
            var file = directory.Secret("password", content);
            Assert.Equal(key.Signer.Address, KeyFile.Read(key.Path, _ => Password.Read(file)).Signer.Address);
        }

        Assert.IsType<PasswordInvalid>(Refused(() => Password.Read(directory.Secret("password", ""))));
        Assert.IsType<PasswordInvalid>(Refused(() => Password.Read(directory.Secret("password", "\nsecond"))));
        Assert.IsType<KeyFileTooLong>(Refused(() => Password.Read(directory.Secret("password", new string('x', 1027)))));
        File.SetUnixFileMode(directory.File("password"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.IsType<KeyFileOpenToOthers>(Refused(() => Password.Read(directory.File("password"))));
        Assert.IsType<PasswordInvalid>(Refused(() => Password.Typed("")));
        Assert.IsType<PasswordInvalid>(Refused(() => Password.Typed(new string('x', 1025))));
        Assert.IsType<PasswordInvalid>(Refused(() => Password.Typed("\ud800")));
    }

    [Theory]
    [InlineData("密码　ＡＢＣ～１２３é", "密码 ABC~123é")]
    [InlineData("！＂＃＄％＆＇（）＊＋，－．／：；＜＝＞？＠［＼］＾＿｀｛｜｝", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}")]
    public void Full_width_letters_and_signs_of_a_password_are_read_as_half_width_ones(string typed, string read)
    {
        using var password = Password.Typed(typed);
        Assert.Equal(read, System.Text.Encoding.UTF8.GetString(password.Bytes));
    }

    [Fact]
    public void A_password_is_read_in_Unicodes_compatibility_form_as_wallets_read_it()
    {
        var vectors = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "nfkc.json"))).GetProperty("vectors").EnumerateArray().ToList();
        Assert.True(vectors.Count > 400);
        Assert.All(vectors, vector =>
        {
            using var password = Password.Typed(TextOf(vector.GetProperty("text").GetString()!));
            Assert.Equal(TextOf(vector.GetProperty("nfkc").GetString()!), System.Text.Encoding.UTF8.GetString(password.Bytes));
        });
    }

    [Fact]
    public void An_older_keystore_whose_password_had_only_its_full_width_letters_folded_still_opens()
    {
        using var directory = new TempDirectory();
        var path = directory.Secret("a.json", KeystoreVectors.Older.GetProperty("file").ToString());
        var read = KeyFile.Read(path, _ => Password.Typed(KeystoreVectors.Older.GetProperty("password").GetString()));
        Assert.Equal(KeystoreVectors.Older.GetProperty("address").GetString(), read.Signer.Address.ToString());
        Assert.IsType<KeystorePasswordWrong>(Refused(() => KeyFile.Read(path, _ => Password.Typed("1A1⁄2"))));
    }

    private static string TextOf(string signs) =>
        string.Concat(signs.Split('.').Select(sign => char.ConvertFromUtf32(int.Parse(sign, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>Why the tables are ours: without Unicode's tables the runtime leaves every text as it is. Once it does not, they may go.</summary>
    [Fact]
    public void The_runtime_has_no_tables_to_normalize_a_password_with() =>
        Assert.All(["Ａ", "ﬁ", "e\u0301", "①"], text => Assert.Equal(text, text.Normalize(System.Text.NormalizationForm.FormKC)));

    [Fact]
    public void A_password_is_zeroed_when_it_is_done_with_and_never_has_a_text()
    {
        var password = Password.Typed("correct horse");
        Assert.Equal("Password", password.ToString());
        Assert.Equal("correct horse"u8, password.Bytes);
        password.Dispose();
        Assert.Equal(-1, password.Bytes.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Opening_a_keystore_zeroes_the_password_it_asked_for()
    {
        using var directory = new TempDirectory();
        using var password = Password.Typed("p");
        var path = KeyFile.Create(directory.File("a.json"), password, _cheap).Path;
        var given = Password.Typed("p");
        KeyFile.Read(path, _ => given);
        Assert.Equal(-1, given.Bytes.IndexOfAnyExcept((byte)0));
    }

    private static KeyRefusal Refused(Func<object> use) => Assert.Throws<KeyFileException>(use).Refusal;

    private static string Put(JsonNode file, string[] place, string value)
    {
        var text = file.ToJsonString();
        var at = file;
        foreach (var name in place[..^1])
        {
            at = at[name]!;
        }

        // A number such as 1e400 has no node; a mark stands for it until the text is written.
        at[place[^1]] = "MARK";
        Assert.NotEqual(text, file.ToJsonString());
        return file.ToJsonString().Replace("\"MARK\"", value, StringComparison.Ordinal);
    }
}
