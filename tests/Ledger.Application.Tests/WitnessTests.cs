// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class WitnessTests(SeededTemplate template)
{
    [Fact]
    public async Task A_witness_counts_beside_its_checkpoint_and_holds_the_host_to_those_before()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var one = (await test.PoolAsync()).Checkpoint!;
        Assert.Equal((0, 0), (one.Witnesses.Count, one.Witnesses.Later));
        var witnessed = await WitnessAsync(test, one, "licensee-harbor");
        await WitnessAsync(test, one, "member-lantern");
        Assert.Equal(witnessed.Id, (await WitnessAsync(test, one, "licensee-harbor")).Id);

        await test.SubmitAsync("licensee-harbor", sequence: 2, previous: new RecordId(first.ReportId));
        await test.AnchorAsync();
        await WitnessAsync(test, (await test.PoolAsync()).Checkpoint!, "licensee-harbor");

        var log = TestLedger.Must(await test.Ledger.Log.CheckpointsAsync(one.Pool, 0, null, 2, CancellationToken.None)).Items;
        Assert.Equal([(1, 0), (2, 1)], log.Select(checkpoint => (checkpoint.Witnesses.Count, checkpoint.Witnesses.Later)));
        Assert.Equal(new[] { test.Party("licensee-harbor").Value, test.Party("member-lantern").Value }.Order(), log[1].Witnesses.Parties);
        Assert.Equal(3, TestLedger.Must(await test.Ledger.Witnesses.ListAsync(one.Pool, null, 10, CancellationToken.None)).Items.Count);
        await test.CheckAll();
    }

    [Fact]
    public async Task The_checkpoints_come_newest_first_page_by_page_and_each_is_proven_to_go_on_from_the_one_before()
    {
        await using var test = await TestLedger.StartAsync(template);
        RecordId previous = default;
        for (ulong sequence = 1; sequence <= 3; sequence++)
        {
            previous = new RecordId((await test.SubmitAsync("licensee-harbor", sequence: sequence, previous: previous)).ReportId);
            await test.AnchorAsync();
        }

        var pool = (await test.PoolAsync()).Id;
        List<CheckpointView> all = [];
        for (string? cursor = null; all.Count == 0 || cursor is not null;)
        {
            var page = TestLedger.Must(await test.Ledger.Log.CheckpointsAsync(pool, null, cursor, 2, CancellationToken.None));
            all.AddRange(page.Items);
            cursor = page.Next;
        }

        Assert.Equal(all.OrderByDescending(checkpoint => checkpoint.Size), all);
        Assert.Equal(0UL, all[^1].OldSize);
        var second = TestLedger.Must(await test.Ledger.Log.CheckpointsAsync(pool, 0, null, 1, CancellationToken.None)).Next;
        Assert.Equal(all[1..], TestLedger.Must(await test.Ledger.Log.CheckpointsAsync(pool, 0, second, 100, CancellationToken.None)).Items, (one, other) => one.Size == other.Size);
        var none = TestLedger.Must(await test.Ledger.Log.CheckpointsAsync(pool, 99, null, 2, CancellationToken.None));
        Assert.Equal((0, null), (none.Items.Count, none.Next));
        foreach (var (grown, old) in all.Zip(all.Skip(1)))
        {
            var proof = TestLedger.Must(await test.Ledger.Log.ConsistencyAsync(pool, 0, old.Size, grown.Size, CancellationToken.None));
            Assert.True(ConsistencyProof.Verify(old.Size, old.Root, grown.Size, grown.Root, [.. proof.Path]));
            Assert.False(ConsistencyProof.Verify(old.Size, Records.Salt(), grown.Size, grown.Root, [.. proof.Path]));
        }

        Assert.Equal("log-range-invalid", (await test.Ledger.Log.ConsistencyAsync(pool, 0, 1, all[0].Size + 1, CancellationToken.None)).Refusal!.Code);
        Assert.Equal("log-range-invalid", (await test.Ledger.Log.ConsistencyAsync(pool, 7, 0, 0, CancellationToken.None)).Refusal!.Code);
        Assert.Equal("pool-unknown", (await test.Ledger.Log.ConsistencyAsync(Records.Salt(), 0, 1, 1, CancellationToken.None)).Refusal!.Code);
    }

    [Fact]
    public async Task What_is_no_witness_is_refused_by_name()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var checkpoint = (await test.PoolAsync()).Checkpoint!;
        var sound = Sign(test, Of(test, checkpoint, "licensee-harbor"), "licensee-harbor");

        Assert.Equal("witness-outside", await CodeAsync(test, Sign(test, Of(test, checkpoint, "administrator"), "administrator")));
        Assert.Equal("checkpoint-unknown", await CodeAsync(test, Sign(test, Of(test, checkpoint, "licensee-harbor") with { Root = Records.Salt() }, "licensee-harbor")));
        Assert.Equal("key-not-held", await CodeAsync(test, Sign(test, Of(test, checkpoint, "licensee-harbor"), "licensee-willow")));
        Assert.Equal("signature-mismatch", await CodeAsync(test, sound with { Key = Address.Zero }));
        Assert.Equal("signature-invalid", await CodeAsync(test, sound with { Signature = "0x00" }));
        Assert.Equal("record-invalid", await CodeAsync(test, sound with { Witness = TestLedger.Json(new { pool = 1 }) }));
    }

    [Fact]
    public async Task Fsck_hashes_witnesses_and_finds_one_that_was_changed()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var view = await WitnessAsync(test, (await test.PoolAsync()).Checkpoint!, "licensee-harbor");
        var sound = await Fsck.RunAsync(test.Directory, Repository.Anvil, withChain: false, test.Clock, null, CancellationToken.None);
        Assert.Empty(TestLedger.Must(sound).Flaws);
        await test.Ledger.Context.Store.WriteAsync(writer =>
        {
            var row = writer.Witnesses.Find(view.Id)!;
            return writer.Witnesses.TryAdd(row with { Id = Records.Salt(), Signature = [.. row.Signature.Reverse()] });
        });
        var found = TestLedger.Must(await Fsck.RunAsync(test.Directory, Repository.Anvil, withChain: false, test.Clock, null, CancellationToken.None));
        Assert.Equal(["fsck-witness-changed"], found.Flaws.Select(flaw => flaw.Code));
    }

    private static async Task<WitnessView> WitnessAsync(TestLedger test, CheckpointView checkpoint, string by) =>
        TestLedger.Must(await test.Ledger.Witnesses.SubmitAsync(Sign(test, Of(test, checkpoint, by), by), Caller.Host, CancellationToken.None));

    private static async Task<string> CodeAsync(TestLedger test, WitnessRequest request) =>
        (await test.Ledger.Witnesses.SubmitAsync(request, Caller.Host, CancellationToken.None)).Refusal!.Code;

    private static Witness Of(TestLedger test, CheckpointView checkpoint, string by) =>
        new(new PoolId(checkpoint.Pool), checkpoint.Epoch, checkpoint.Size, checkpoint.Root, checkpoint.Recorded.BlockHash, test.Party(by));

    private static WitnessRequest Sign(TestLedger test, Witness witness, string by)
    {
        var key = test.Key(by);
        var signature = key.Signer.Sign(witness.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new WitnessRequest(JsonElement.Parse(ActJson.Message(witness)), key.Signer.Address, signature.ToString());
    }
}
