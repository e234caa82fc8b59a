// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Documents;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData(0UL, "0")]
    [InlineData((1UL << 53) - 1, "9007199254740991")]
    [InlineData(1UL << 53, "\"9007199254740992\"")]
    [InlineData(ulong.MaxValue, "\"18446744073709551615\"")]
    public void Integers_beyond_two_to_the_fifty_third_are_text(ulong value, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value, LedgerJson.Options));
        Assert.Equal(value, JsonSerializer.Deserialize<ulong>(json, LedgerJson.Options));
    }

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"0x1\"")]
    public void Integers_that_no_reader_keeps_exact_are_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ulong>(json, LedgerJson.Options));

    [Fact]
    public void Bytes_are_lower_case_and_addresses_checked()
    {
        var address = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        Assert.Equal("\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"", JsonSerializer.Serialize(address, LedgerJson.Options));
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<Address>("\"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"", LedgerJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Hash32>("7", LedgerJson.Options));
    }

    [Fact]
    public void A_torn_last_secret_is_cut_off_and_the_others_are_kept()
    {
        using var temp = new TempDirectory();
        var path = temp["secrets.jsonl"];
        var (document, secret) = (Records.Salt(), Records.Salt());
        using (var file = SecretFile.Open(path, create: true))
        {
            file.Keep(document, secret);
        }

        File.AppendAllText(path, "{\"document\":\"0x");
        using var again = SecretFile.Open(path, create: false);
        Assert.Equal(secret, again.Find(document));
        var (other, otherSecret) = (Records.Salt(), Records.Salt());
        again.Keep(other, otherSecret);
        Assert.Equal(2, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void Secrets_are_their_owners_alone()
    {
        using var temp = new TempDirectory();
        using var file = SecretFile.Open(temp["secrets.jsonl"], create: true);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(temp["secrets.jsonl"]));
        }
    }

    [Fact]
    public void A_documents_root_depends_on_its_secret_and_its_ciphertext_shows_nothing()
    {
        using var temp = new TempDirectory();
        using var vault = new DocumentVault(SecretFile.Open(temp["secrets.jsonl"], create: true));
        var profile = new ProfileDocument(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Lantern" });
        var one = DocumentRoots.Profile(profile, Records.Salt());
        var two = DocumentRoots.Profile(profile, Records.Salt());
        Assert.NotEqual(one.Root, two.Root);
        var row = vault.Seal(one, null, null, 1);
        Assert.DoesNotContain("Lantern", System.Text.Encoding.Latin1.GetString(row.Ciphertext!), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_checked()
    {
        Assert.Empty(new ApplicationOptions().Validate());
        var numbers = typeof(ApplicationOptions).GetProperties().Where(property => property.PropertyType == typeof(int)).ToList();
        Assert.Equal(19, numbers.Count);
        foreach (var number in numbers)
        {
            var options = new ApplicationOptions();
            number.SetValue(options, -1);
            Assert.Contains(options.Validate(), sentence => sentence.StartsWith(number.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_seed_clock_never_goes_back()
    {
        var clock = new SeedClock(DateTimeOffset.UnixEpoch.AddDays(10));
        clock.MoveTo(DateTimeOffset.UnixEpoch);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(10), clock.GetUtcNow());
    }
}
