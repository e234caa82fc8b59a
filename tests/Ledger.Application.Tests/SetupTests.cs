// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

public sealed class SetupTests
{
    [Fact]
    public async Task Nothing_is_opened_where_nothing_is()
    {
        using var temp = new TempDirectory();
        Assert.IsType<DirectoryMissing>((await OpenAsync(temp["none"])).Refusal);
        Assert.False(Directory.Exists(temp["none"]));
    }

    [Fact]
    public async Task A_foreign_directory_is_neither_opened_nor_made_into_a_ledger()
    {
        using var temp = new TempDirectory();
        Directory.CreateDirectory(temp["foreign"]);
        await File.WriteAllTextAsync(Path.Combine(temp["foreign"], "thesis.txt"), "mine");
        Assert.IsType<DirectoryForeign>((await OpenAsync(temp["foreign"])).Refusal);
        Assert.IsType<DirectoryForeign>((await InitAsync(new InitRequest(temp["foreign"]))).Refusal);
        Assert.Single(Directory.GetFileSystemEntries(temp["foreign"]));
    }

    [Fact]
    public async Task Without_seeds_there_is_no_demo_and_no_demo_key()
    {
        using var temp = new TempDirectory();
        var record = TestLedger.Must(await InitAsync(new InitRequest(temp["data"], AnvilPath: Repository.Anvil)));
        Assert.False(record.Demo);
        Assert.False(Directory.Exists(Path.Combine(temp["data"], "keys", "demo")));
        await using var ledger = TestLedger.Must(await OpenAsync(temp["data"]));
        Assert.Empty((await ledger.Registry.PoolsAsync(null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task A_torn_init_is_refused_by_serve_and_carried_on_by_init()
    {
        using var temp = new TempDirectory();
        TestLedger.Must(await InitAsync(new InitRequest(temp["data"], AnvilPath: Repository.Anvil)));
        var directory = new DataDirectory(temp["data"]);
        var pinned = await File.ReadAllTextAsync(Path.Combine(temp["data"], "deployment.json"));
        await File.WriteAllTextAsync(Path.Combine(temp["data"], "init.unfinished"), $$"""{"dataDirectory":"x","seeds":null,"finalityBlocks":12,"demo":false}""");
        Assert.IsType<InitUnfinished>((await OpenAsync(temp["data"])).Refusal);
        TestLedger.Must(await InitAsync(new InitRequest(temp["data"], AnvilPath: Repository.Anvil)));
        Assert.True(directory.IsWhole);
        Assert.Equal(pinned, await File.ReadAllTextAsync(Path.Combine(temp["data"], "deployment.json")));
    }

    [Fact]
    public async Task An_init_torn_before_its_deployment_begins_again_with_the_keys_that_it_made()
    {
        using var temp = new TempDirectory();
        var directory = new DataDirectory(temp["data"]);
        directory.Begin(new InitRequest(temp["data"]));
        directory.MakeFolders(demo: false);
        var relayer = Chain.Keys.KeyFile.Create(directory.RelayerKey, demo: false).Signer.Address;
        Directory.CreateDirectory(directory.Chain);
        await File.WriteAllTextAsync(Path.Combine(directory.Chain, "half"), "written");
        TestLedger.Must(await InitAsync(new InitRequest(temp["data"], AnvilPath: Repository.Anvil)));
        Assert.Equal(relayer, Chain.Keys.KeyFile.Read(directory.RelayerKey).Signer.Address);
        Assert.False(File.Exists(Path.Combine(directory.Chain, "half")));
    }

    [Fact]
    public async Task An_option_out_of_range_is_named()
    {
        using var temp = new TempDirectory();
        var refused = await Initialization.RunAsync(
            new InitRequest(temp["data"]),
            new ApplicationOptions { AnchorSize = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            null,
            CancellationToken.None);
        Assert.Contains("AnchorSize", Assert.IsType<OptionsInvalid>(refused.Refusal).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_file_that_is_none_is_refused_before_anything_is_made()
    {
        using var temp = new TempDirectory();
        var file = temp["seeds.json"];
        await File.WriteAllTextAsync(file, "{\"seedFormat\":1}");
        Assert.IsType<SeedInvalid>((await InitAsync(new InitRequest(temp["data"], file))).Refusal);
        Assert.False(Directory.Exists(temp["data"]));
    }

    private static Task<Outcome<DeploymentRecord>> InitAsync(InitRequest request) => Initialization.RunAsync(
        request, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);

    private static Task<Outcome<OpenLedger>> OpenAsync(string path) => OpenLedger.OpenAsync(
        path, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None);
}
