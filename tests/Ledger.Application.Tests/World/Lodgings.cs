// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Keys;
using Ledger.Application.Relaying;
using Ledger.Application.Views;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Tests.World;

/// <summary>Lodgings as somebody makes them who relays for himself.</summary>
internal static class Lodgings
{
    public static LodgingOrder Order(this TestLedger test, PoolId pool, Hash32 digest) =>
        new(test.Ledger.Context.Contracts.ChainId, test.Ledger.Context.Contracts.UsageLog, pool, digest);

    /// <summary>A key file of nobody known to the ledger; where gas costs something, with money.</summary>
    public static async Task<CallerKey> StrangerAsync(this TestLedger test, string name)
    {
        var key = test.NewKey(name);
        if (test.Ledger.Context.Embedded is null)
        {
            Assert.True(await DevelopmentFunds.TryLendAsync(test.Ledger.Context.Transport, key.Signer.Address, CancellationToken.None));
        }

        return TestLedger.Must(CallerKey.Read(key.Path, _ => null));
    }

    /// <summary>Lodges by a stranger's account and settles.</summary>
    public static async Task LodgeAsync(this TestLedger test, PoolId pool, Hash32 digest, string stranger = "stranger")
    {
        using var lodging = new OwnLodging(test.Ledger.Context.Node, await test.StrangerAsync(stranger));
        TestLedger.Must(await lodging.SendAsync(test.Order(pool, digest), CancellationToken.None));
        await test.SettleAsync();
    }

    public static async Task<IReadOnlyList<LodgingView>> LodgingsAsync(this TestLedger test, PoolId pool, Access.Caller? by = null, Hash32? digest = null, string? state = null) =>
        TestLedger.Must(await test.Ledger.Lodgings.ListAsync(by ?? Access.Caller.Host, pool.Value, digest, state, null, 100, CancellationToken.None)).Items;
}
