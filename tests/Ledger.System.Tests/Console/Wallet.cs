// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.Ethereum.Typed;
using Microsoft.Playwright;

namespace Ledger.SystemTests.Console;

/// <summary>A wallet as EIP-1193 has it; its key stays outside the page, as a wallet's does.</summary>
internal sealed class Wallet
{
    private readonly KeyFile _key;

    private Wallet(KeyFile key) => _key = key;

    /// <summary>Whether its owner says no to what he is asked to sign: the wallet answers with code 4001, as EIP-1193 has it.</summary>
    public bool Refuses { get; set; }

    /// <summary>What it was asked to sign, in the order of asking.</summary>
    public List<TypedData> Asked { get; } = [];

    /// <summary>Puts a wallet with that key beside the page, and loads the page anew.</summary>
    public static async Task<Wallet> GiveAsync(IPage page, KeyFile key)
    {
        var wallet = new Wallet(key);
        await page.ExposeFunctionAsync("walletSigns", (string json) => wallet.Sign(json));
        var account = key.Signer.Address.ToString().ToLowerInvariant(); // as wallets write it
        await page.AddInitScriptAsync(
            $$"""
            window.ethereum = {
              request: async ({ method, params }) => {
                if (method === 'eth_requestAccounts') return ['{{account}}'];
                if (method !== 'eth_signTypedData_v4' || params[0] !== '{{account}}') throw Object.assign(new Error(method), { code: 4200 });
                const signature = await window.walletSigns(params[1]);
                if (signature === null) throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
                return signature;
              },
            };
            """);
        await page.ReloadAsync();
        return wallet;
    }

    private string? Sign(string json)
    {
        Assert.True(TypedData.TryParse(JsonElement.Parse(json), out var data, out var error), error);
        Asked.Add(data);
        return Refuses ? null : _key.Signer.Sign(data.Digest).ToString();
    }
}
