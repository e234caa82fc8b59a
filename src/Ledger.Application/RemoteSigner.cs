// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Ethereum;

namespace Ledger.Application;

/// <summary>A signer of somebody else's, as the options name it.</summary>
internal static class RemoteSigner
{
    /// <summary>Whether one is named.</summary>
    public static bool IsWanted(ApplicationOptions options) => options.SignerUrl.Length > 0;

    /// <summary>What is wrong with its options; null for nothing.</summary>
    public static string? Flaw(ApplicationOptions options) => (options.SignerUrl, options.SignerAddress) switch
    {
        ("", "") => null,
        _ when !Uri.TryCreate(options.SignerUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") =>
            $"{nameof(ApplicationOptions.SignerUrl)} must be an address that begins with http:// or https://.",
        _ when !Address.TryParse(options.SignerAddress, out _) =>
            $"{nameof(ApplicationOptions.SignerAddress)} must be the account that the signer at {nameof(ApplicationOptions.SignerUrl)} signs for.",
        _ => null,
    };

    /// <summary>Asks it over a road that is the caller's to close.</summary>
    public static (ITransactionSigner Signer, HttpNodeTransport Road) Open(ApplicationOptions options, ulong chainId)
    {
        var road = new HttpNodeTransport(new Uri(options.SignerUrl), new HttpNodeOptions { TimeoutMs = options.SignerTimeoutMs, MaxAnswerBytes = 4 << 20 });
        return (new RemoteTransactionSigner(road, Address.Parse(options.SignerAddress), chainId), road);
    }
}
