// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class AccessTests(SeededTemplate template)
{
    [Fact]
    public async Task The_first_start_writes_the_operators_key_for_its_owner_alone_and_the_store_has_only_its_hash()
    {
        await using var test = await TestLedger.StartAsync(template);
        var path = Path.Combine(test.Directory, "operator.key");
        OwnersAlone(path);
        var token = (await File.ReadAllTextAsync(path)).Trim();
        Assert.Matches("^ledger_[0-9a-f]{64}$", token);

        var caller = TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync(token, CancellationToken.None));
        Assert.True(caller.IsOperator);
        await test.Ledger.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(test.Directory, "ledger.db*"))
        {
            Assert.DoesNotContain(token[7..], System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }

        await test.RestartAsync();
        Assert.Equal(token, (await File.ReadAllTextAsync(path)).Trim());
    }

    [Fact]
    public async Task A_start_torn_between_the_file_and_the_store_takes_the_token_that_lies_there()
    {
        await using var test = await TestLedger.StartAsync(template);
        var path = Path.Combine(test.Directory, "operator.key");
        var only = TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync((await File.ReadAllTextAsync(path)).Trim(), CancellationToken.None));
        await test.Ledger.Context.Store.WriteAsync(writer => writer.ApiKeys.Revoke(only.KeyId, 1));
        var torn = ApiToken.Create(demo: false);
        await File.WriteAllTextAsync(path, torn.Text + "\n");

        await test.RestartAsync();

        Assert.Equal(torn.Text, (await File.ReadAllTextAsync(path)).Trim());
        Assert.True(TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync(torn.Text, CancellationToken.None)).IsOperator);
    }

    [Fact]
    public async Task Where_no_key_of_the_operators_counts_a_start_makes_another()
    {
        await using var test = await TestLedger.StartAsync(template);
        var path = Path.Combine(test.Directory, "operator.key");
        var before = (await File.ReadAllTextAsync(path)).Trim();
        var only = TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync(before, CancellationToken.None));
        Assert.IsType<LastOperatorKey>((await test.Ledger.ApiKeys.RevokeAsync(only.KeyId, CancellationToken.None)).Refusal);
        await test.Ledger.Context.Store.WriteAsync(writer => writer.ApiKeys.Revoke(only.KeyId, 1));

        await test.RestartAsync();

        var after = (await File.ReadAllTextAsync(path)).Trim();
        Assert.NotEqual(before, after);
        Assert.IsType<ApiKeyRevoked>((await test.Ledger.ApiKeys.AuthenticateAsync(before, CancellationToken.None)).Refusal);
        Assert.True((await test.Ledger.ApiKeys.AuthenticateAsync(after, CancellationToken.None)).IsDone);
    }

    [Fact]
    public async Task A_key_counts_until_it_expires_and_not_one_second_longer()
    {
        await using var test = await TestLedger.StartAsync(template);
        var end = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds() + 60;
        var made = TestLedger.Must(await test.Ledger.ApiKeys.CreateAsync(
            new ApiKeyRequest("short", test.Party("licensee-harbor").Value, ExpiresAt: end), CancellationToken.None));

        test.Clock.Move(TimeSpan.FromSeconds(59));
        Assert.True((await test.Ledger.ApiKeys.AuthenticateAsync(made.Token, CancellationToken.None)).IsDone);
        test.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.IsType<ApiKeyExpired>((await test.Ledger.ApiKeys.AuthenticateAsync(made.Token, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Each_demo_party_has_a_marked_key_with_its_role_and_only_its_owner_can_read_the_file()
    {
        await using var test = await TestLedger.StartAsync(template);
        (string Name, string? Role)[] expected =
        [
            ("administrator", "administrator"), ("member-lantern", "licensor"), ("member-northstar", "licensor"), ("licensee-harbor", "licensee"),
            ("licensee-willow", "licensee"), ("working-group", "auditor"), ("alliance", "dispute"),
        ];
        var pool = new Domain.PoolId((await test.PoolAsync()).Id);
        foreach (var (name, role) in expected)
        {
            var path = Path.Combine(test.Directory, "keys", "demo", $"{name}.apikey");
            OwnersAlone(path);
            var token = (await File.ReadAllTextAsync(path)).Trim();
            Assert.StartsWith("ledger_demo_", token, StringComparison.Ordinal);
            var caller = TestLedger.Must(await test.Ledger.ApiKeys.AuthenticateAsync(token, CancellationToken.None));
            Assert.Equal(test.Party(name), caller.Party);
            Assert.Equal(role, AccessWords.Of(caller.Roles[pool]));
        }

        var listed = await test.Ledger.ApiKeys.ListAsync(null, 100, CancellationToken.None);
        Assert.Equal(expected.Length, listed.Items.Count(key => key.Demo));
        Assert.All(listed.Items, key => Assert.Null(key.Token));
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("licensor")]
    public async Task A_role_that_the_chain_does_not_show_is_not_given(string role)
    {
        await using var test = await TestLedger.StartAsync(template);
        var made = await test.Ledger.ApiKeys.CreateAsync(
            new ApiKeyRequest("too much", test.Party("licensee-harbor").Value, Roles: [new ApiKeyRoleView((await test.PoolAsync()).Id, role)]),
            CancellationToken.None);
        Assert.IsType<RoleNotHeld>(made.Refusal);
    }

    public static TheoryData<string> Wrong => ["no label", "long label", "two lines", "nobody", "both", "a role of the operator's", "no scope", "a scope of the operator's", "an odd scope", "an odd role", "a pool twice", "the past", "beyond all time"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_key_that_makes_no_sense_is_refused(string what)
    {
        await using var test = await TestLedger.StartAsync(template);
        var sound = new ApiKeyRequest("sound", test.Party("licensee-harbor").Value);
        var pool = (await test.PoolAsync()).Id;
        var request = what switch
        {
            "no label" => sound with { Label = "" },
            "long label" => sound with { Label = new string('a', 81) },
            "two lines" => sound with { Label = "a\nb" },
            "nobody" => sound with { Party = null },
            "both" => sound with { Operator = true },
            "a role of the operator's" => new ApiKeyRequest("o", Operator: true, Roles: [new ApiKeyRoleView(pool, "auditor")]),
            "no scope" => sound with { Scopes = [] },
            "a scope of the operator's" => sound with { Scopes = ["read", "operate"] },
            "an odd scope" => sound with { Scopes = ["Read"] },
            "an odd role" => sound with { Roles = [new ApiKeyRoleView(pool, "owner")] },
            "a pool twice" => sound with { Roles = [new ApiKeyRoleView(pool, "licensee"), new ApiKeyRoleView(pool, "auditor")] },
            "the past" => sound with { ExpiresAt = 1 },
            _ => sound with { ExpiresAt = ulong.MaxValue },
        };
        Assert.IsType<ApiKeyInvalid>((await test.Ledger.ApiKeys.CreateAsync(request, CancellationToken.None)).Refusal);
        Assert.True((await test.Ledger.ApiKeys.CreateAsync(sound, CancellationToken.None)).IsDone);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ledger_")]
    [InlineData("ledger_0123")]
    [InlineData("Ledger_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ledger_000000000000000000000000000000000000000000000000000000000000000G")]
    [InlineData("ledger_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_token_of_ours_is_nobodys(string text)
    {
        await using var test = await TestLedger.StartAsync(template);
        Assert.IsType<ApiKeyUnknown>((await test.Ledger.ApiKeys.AuthenticateAsync(text, CancellationToken.None)).Refusal);
    }

    [Fact]
    public void A_token_never_shows_itself_as_text()
    {
        var token = ApiToken.Create(demo: false);
        Assert.Equal(token.Id, token.ToString());
        Assert.DoesNotContain(token.Id, token.Text, StringComparison.Ordinal);
        Assert.Equal(Hash32.Size, Hash32.Bytes(token.Digest).Length);
    }

    private static void OwnersAlone(string path) =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
}
