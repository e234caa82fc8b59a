// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests.Upkeep;

/// <summary>The three pools that the ledger is shown with, with everything that befell their licenses.</summary>
public sealed class ThreePoolTests
{
    [Fact]
    public async Task Three_pools_are_sound_are_backed_up_and_restored_and_are_sound_again()
    {
        using var temp = new TempDirectory();
        TestLedger.Must(await Initialization.RunAsync(
            new InitRequest(temp["data"], Repository.AllSeeds, AnvilPath: Repository.Anvil),
            new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None));
        var before = await Upkept.FsckAsync(temp["data"]);
        Upkept.AssertSound(before);

        var made = TestLedger.Must(await Backup.RunAsync(temp["data"], temp["b.zip"], temp["s.zip"], TimeProvider.System, null, CancellationToken.None));
        Assert.Empty(made.Flaws);
        var restored = TestLedger.Must(await Restore.RunAsync(
            temp["b.zip"], temp["s.zip"], temp["restored"], Repository.Anvil, true, TimeProvider.System, null, CancellationToken.None));
        Assert.True(restored is { Restored: true, CanServe: true }, Upkept.Show(restored.Fsck));
        Upkept.AssertSound(restored.Fsck);
        Assert.Equal((before.Head, before.Counts), (restored.Fsck.Head, restored.Fsck.Counts));
        Assert.Equal(before.Roots, restored.Fsck.Roots);

        await using var test = await TestLedger.OpenAsync(temp["restored"], TimeProvider.System.GetUtcNow());
        // LTE's standard is licensed by two other administrators, each with a pool of its own.
        Assert.Equal(3 + 2, (await test.Ledger.Registry.PoolsAsync(null, 10, CancellationToken.None)).Items.Count);
        await test.CheckAll();
    }
}
