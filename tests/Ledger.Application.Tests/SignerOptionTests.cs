// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
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
    public async Task An_embedded_chain_has_no_remote_signer()
    {
        using var temp = new TempDirectory();
        TempDirectory.Copy(template.Directory, temp["data"]);
        var opened = await OpenLedger.OpenAsync(
            temp["data"], new ApplicationOptions { SignerUrl = Url, SignerAddress = Account }, TimeProvider.System, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None);
        Assert.Contains("SignerUrl", Assert.IsType<OptionsInvalid>(opened.Refusal).Reason, StringComparison.Ordinal);
    }
}
