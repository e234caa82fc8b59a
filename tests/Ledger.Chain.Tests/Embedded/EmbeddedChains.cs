// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Embedded;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Embedded;

/// <summary>Chains of their own in directories that go, and what fills them.</summary>
internal static class EmbeddedChains
{
    /// <summary>When they begin, UTC seconds.</summary>
    public const ulong Genesis = 1_700_000_000;

    /// <param name="snapshotEvery">After how many blocks it takes a snapshot by itself.</param>
    public static Task<EmbeddedChain> CreateAsync(TempDirectory directory, int snapshotEvery = 500) =>
        EmbeddedChain.CreateAsync(new EmbeddedChainOptions { Directory = directory.Path, SnapshotEveryBlocks = snapshotEvery }, new EmbeddedGenesis(Genesis, [TestKeys.Of(1).Address]), CancellationToken.None);

    public static Task<EmbeddedChain> OpenAsync(TempDirectory directory) =>
        EmbeddedChain.OpenAsync(new EmbeddedChainOptions { Directory = directory.Path }, CancellationToken.None);

    public static async Task<RpcAnswer> SendAsync(EmbeddedChain chain, byte[] raw) =>
        (await chain.SendAsync([new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(raw)}\"]")], CancellationToken.None))[0];

    /// <summary>Blocks of one transaction each, ten seconds apart; from the chain's beginning the nonce is the block's index.</summary>
    public static async Task<List<Hash32>> FillAsync(EmbeddedChain chain, ulong firstNonce, int blocks)
    {
        var hashes = new List<Hash32>();
        for (var i = 0UL; i < (ulong)blocks; i++)
        {
            Assert.Null((await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, firstNonce + i, data: TestKeys.Logs((byte)i)))).Error);
            var mined = await chain.MineAsync(Genesis + (10 * (firstNonce + i + 1)), CancellationToken.None);
            Assert.Single(mined.Transactions);
            hashes.Add(mined.Block.Hash);
        }

        return hashes;
    }
}
