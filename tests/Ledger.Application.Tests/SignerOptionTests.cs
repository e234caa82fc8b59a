// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

/// <summary>What is said about a remote signer before anything is asked of it.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class SignerOptionTests(SeededTemplate template)
{
    private const string Account = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    private const string Url = "http://127.0.0.1:9000/sign";

    [Theory]
    [InlineData(Url, "", "SignerAddress")]
    [InlineData(Url, "0x12", "SignerAddress")]
    [InlineData(Url, "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "SignerAddress")]
    [InlineData("", Account, "SignerUrl")]
    [InlineData("127.0.0.1:9000", Account, "SignerUrl")]
    [InlineData("ws://127.0.0.1:9000", Account, "SignerUrl")]
    public void A_signer_that_is_half_named_or_misnamed_is_told_by_the_option(string url, string account, string option) =>
        Assert.StartsWith(option + " ", Assert.Single(new ApplicationOptions { SignerUrl = url, SignerAddress = account }.Validate()), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "")]
    [InlineData(Url, Account)]
    [InlineData("https://signer.example/key", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266")]
    public void A_signer_that_is_named_whole_is_well(string url, string account) =>
        Assert.Empty(new ApplicationOptions { SignerUrl = url, SignerAddress = account }.Validate());

    [Fact]
    public async Task A_remote_signer_deploys_the_contracts_and_no_key_file_is_made()
    {
        await using var node = await DevelopmentNode.StartAsync();
        using var temp = new TempDirectory();
        var options = new ApplicationOptions { SignerUrl = node.Url.ToString(), SignerAddress = Account };
        var record = TestLedger.Must(await InitAsync(new InitRequest(temp["data"], Node: node.Url, FinalityBlocks: 0), options));

        Assert.Equal(4, record.Contracts.Count);
        Assert.All(record.Contracts.Select((contract, nonce) => (contract.Address, nonce)), made =>
            Assert.Equal(Deployer.Created(Address.Parse(Account), (ulong)made.nonce), made.Address));
        Assert.False(File.Exists(new DataDirectory(temp["data"]).RelayerKey));
        await TestLedger.Must(await OpenAsync(temp["data"], options)).DisposeAsync();

        // Without the signer nobody has the relayer's key.
        Assert.Contains("SignerUrl", Assert.IsType<OptionsInvalid>((await OpenAsync(temp["data"], new ApplicationOptions())).Refusal).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signer_that_refuses_ends_init_with_its_words_and_leaves_it_to_be_run_again()
    {
        await using var node = await DevelopmentNode.StartAsync();
        using var temp = new TempDirectory();
        var request = new InitRequest(temp["data"], Node: node.Url, FinalityBlocks: 0);
        var stranger = new ApplicationOptions { SignerUrl = node.Url.ToString(), SignerAddress = "0x00000000000000000000000000000000000000aa" };
        await node.FundAsync(stranger.SignerAddress);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => InitAsync(request, stranger));
        Assert.Equal(SignerTrouble.Refuses, fault.Signer);
        Assert.Contains("The signer refuses eth_signTransaction", fault.Message, StringComparison.Ordinal);

        TestLedger.Must(await InitAsync(request, stranger with { SignerAddress = Account }));
    }

    [Theory]
    [InlineData(null, "counts on a network only")]
    [InlineData("relayer.json", "exclude each other")]
    public async Task A_signer_has_no_place_on_the_embedded_chain_nor_beside_a_key_file(string? keyFile, string said)
    {
        using var temp = new TempDirectory();
        var request = new InitRequest(temp["data"], Node: keyFile is null ? null : new Uri(Url), RelayerKeyFile: keyFile);
        var refused = await InitAsync(request, new ApplicationOptions { SignerUrl = Url, SignerAddress = Account });
        Assert.Contains(said, Assert.IsType<OptionsInvalid>(refused.Refusal).Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(temp["data"]));
    }

    [Fact]
    public async Task An_embedded_chain_has_no_remote_signer()
    {
        using var temp = new TempDirectory();
        TempDirectory.Copy(template.Directory, temp["data"]);
        var opened = await OpenLedger.OpenAsync(
            temp["data"], new ApplicationOptions { SignerUrl = Url, SignerAddress = Account }, TimeProvider.System, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None);
        Assert.Contains("SignerUrl", Assert.IsType<OptionsInvalid>(opened.Refusal).Reason, StringComparison.Ordinal);
    }

    private static Task<Outcome<DeploymentRecord>> InitAsync(InitRequest request, ApplicationOptions options) =>
        Initialization.RunAsync(request, options, TimeProvider.System, NullLoggerFactory.Instance, progress: null, CancellationToken.None);

    private static Task<Outcome<OpenLedger>> OpenAsync(string directory, ApplicationOptions options) =>
        OpenLedger.OpenAsync(directory, options, TimeProvider.System, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None);
}
