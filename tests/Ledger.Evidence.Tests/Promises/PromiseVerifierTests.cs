// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Promises;
using Ledger.Evidence.Verification;
using static Ledger.Evidence.Tests.Promises.PromiseWorld;

namespace Ledger.Evidence.Tests.Promises;

/// <summary>A promise's file says what became of it, to whoever trusts one block; and each way in which it can be wrong has its step and its note.</summary>
public sealed class PromiseVerifierTests
{
    private const ulong Grace = PromiseStanding.CarriedGraceSeconds;

    [Fact]
    public void A_log_that_does_not_hold_the_leaf_after_its_time_breaks_the_promise()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3);
        Assert.Equal((PromiseVerdict.Open, "promise-is-open"), Judge(world, world.File(Due, events: [])));
        var file = world.File(Due + 1, events: []);
        var found = PromiseVerifier.Verify(file.Write(), world.Trust);
        Assert.Equal((PromiseVerdict.Broken, PromiseState.Overdue, Due + 1), (found.Verdict, found.Standing!.State, found.Time));
        Assert.Equal(["file", "id", "header", "receipt", "state", "key", "signature", "promise"], found.Steps.Select(step => step.Name));
        Assert.All(found.Steps, step => Assert.DoesNotContain("{", step.Note.ToString(), StringComparison.Ordinal));
        Assert.Single(file.Headers); // one block is all that it needs
    }

    [Fact]
    public void A_first_checkpoint_after_its_time_breaks_it_whoever_shows_the_leaf()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3).Anchor(Due + 1, 7).Anchor(Due + 50, 9);
        Assert.Equal((PromiseVerdict.Broken, "promise-is-late"), Judge(world, world.File(Due + 100, events: [1])));
        Assert.Equal((PromiseVerdict.Broken, "promise-is-late"), Judge(world, world.File(Due + 200, events: [1, 2], world.Include(9))));
    }

    [Fact]
    public void Another_leaf_in_its_place_breaks_it_at_once()
    {
        Hash32[] other = [.. Leaves.Select((leaf, i) => i == PromisedIndex ? Salt("other") : leaf)];
        var world = new PromiseWorld().Anchor(Begin + 10, 7, other);
        Assert.Equal((PromiseVerdict.Broken, "promise-is-replaced"), Judge(world, world.File(Begin + 20, inclusion: world.Include(7, leaves: other))));
    }

    [Fact]
    public void The_leaf_under_a_checkpoint_in_time_keeps_it()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3).Anchor(Due, 7).Anchor(Due + 50, 9);
        Assert.Equal((PromiseVerdict.Kept, "promise-is-kept"), Judge(world, world.File(Due + 100, events: [1], world.Include(7))));
        Assert.Equal((PromiseVerdict.Kept, "promise-is-kept"), Judge(world, world.File(Due + 200, events: [1, 2], world.Include(9))));
    }

    [Fact]
    public void What_is_not_shown_is_not_said()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3).Anchor(Due, 7).Anchor(Due + 50, 9);
        Assert.Equal((PromiseVerdict.Invalid, "promise-place-unshown"), Judge(world, world.File(Due + 100, events: [])));
        Assert.Equal((PromiseVerdict.Invalid, "promise-place-unshown"), Judge(world, world.File(Due + 101, events: [1]))); // in time, but which leaf?
        Assert.Equal((PromiseVerdict.Invalid, "promise-place-unshown"), Judge(world, world.File(Due + 102, events: [2], world.Include(9)))); // the leaf, but since when?
    }

    [Fact]
    public void A_leaf_that_a_seal_left_over_has_a_grace_of_its_own()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 4).Rekey(Begin + 20);
        Assert.Equal((PromiseVerdict.Open, "promise-is-open"), Judge(world, world.File(Begin + 20 + Grace, events: [1])));
        Assert.Equal((PromiseVerdict.Broken, "promise-is-overdue"), Judge(world, world.File(Begin + 21 + Grace, events: [1])));
        world.Anchor(Begin + 30 + Grace, 2, [.. Leaves.Skip(4)]);
        Assert.Equal((PromiseVerdict.Broken, "promise-is-late"), Judge(world, world.File(Begin + 40 + Grace, events: [1, 2])));

        var kept = new PromiseWorld().Anchor(Begin + 10, 4).Rekey(Begin + 20).Anchor(Due + 5, 2, [.. Leaves.Skip(4)]);
        Assert.Equal((PromiseVerdict.Kept, "promise-is-kept"), Judge(kept, kept.File(Due + 10, events: [1, 2], kept.Include(2, 1, [.. Leaves.Skip(4)]))));
    }

    [Fact]
    public void A_promise_of_a_later_epoch_is_signed_by_its_key()
    {
        var world = new PromiseWorld().Rekey(Begin + 10);
        world.Promise = world.Promise with { Epoch = 1 };
        Assert.Equal((PromiseVerdict.Broken, "promise-is-overdue"), Judge(world, world.File(Due + 1, events: [], signer: NextKey)));
        Assert.Equal((PromiseVerdict.Invalid, "promise-signed-wrong"), Judge(world, world.File(Due + 2, events: [])));
        world.Rekey(Due + 3, LogKey);
        Assert.Equal((PromiseVerdict.Broken, "promise-is-overdue"), Judge(world, world.File(Due + 4, signer: NextKey)));
        Assert.Equal((PromiseVerdict.Invalid, "promise-changes-other"), Judge(world, world.File(Due + 5, events: [0], signer: NextKey)));
        Assert.Equal((PromiseVerdict.Invalid, "promise-changes-other"), Judge(world, world.File(Due + 6, events: [1], signer: NextKey)));
        world.Promise = world.Promise with { Epoch = 3 };
        Assert.Equal((PromiseVerdict.Invalid, "promise-epoch-unknown"), Judge(world, world.File(Due + 7, signer: NextKey)));
    }

    [Fact]
    public void Without_a_trusted_block_nothing_is_proven()
    {
        var world = new PromiseWorld();
        var file = world.File(Due + 1);
        var found = PromiseVerifier.Verify(file.Write(), new([]));
        Assert.Equal((PromiseVerdict.Unconfirmed, PromiseState.Overdue), (found.Verdict, found.Standing!.State));
        Assert.Equal("header-unconfirmed", found.Steps.Single(step => step.Name == "header").Note.Code);
        var late = new PromiseWorld().Anchor(Due + 1, 7).Mine(Due + 2);
        var unlinked = late.File(Due + 3);
        var without = unlinked with { Headers = [.. unlinked.Headers.Where((_, i) => i != 1)] };
        Assert.Equal(PromiseVerdict.Unconfirmed, PromiseVerifier.Verify(without.Write(), late.Trust).Verdict); // the checkpoint's block leads to no trusted one
    }

    [Fact]
    public void Each_thing_that_is_not_as_said_is_named()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3).Anchor(Due + 1, 7).Anchor(Due + 50, 9);
        var file = world.File(Due + 100, events: [1, 2], world.Include(9));
        Assert.Equal("promise-pool-other", Code(file with { Charter = file.Charter with { LogKey = NextKey.Address } }));
        Assert.Equal("promise-pool-other", Code(file with { Promise = file.Promise with { Pool = new PoolId(Salt("x")) } }));
        Assert.Equal("promise-signed-wrong", Code(file with { Promise = file.Promise with { AnchorBy = Due - 1 } }));
        Assert.Equal("promise-signed-wrong", Code(file with { Promise = file.Promise with { Index = 4 } }));
        Assert.Equal("header-missing", Code(file with { Headers = [] }));
        Assert.Equal("header-malformed", Code(file with { Headers = [[0xC0], .. file.Headers.Skip(1)] }));
        Assert.Equal("receipt-wrong", Code(file with { Events = [file.Events[0] with { ReceiptNodes = [] }, file.Events[1]] }));
        Assert.Equal("event-order", Code(file with { Events = [file.Events[1], file.Events[0]] }));
        Assert.Equal("log-unreadable", Code(file with { Events = [file.Events[0] with { LogIndex = 0 }, file.Events[1]] }));
        Assert.Equal("state-wrong", Code(file with { State = file.State with { PoolsAccount = [] } }));
        Assert.Equal("state-wrong", Code(file with { State = file.State with { UsageLogAccount = [] } }));
        Assert.Equal("state-wrong", Code(file with { State = file.State with { OfficeNodes = [] } }));
        Assert.Equal("state-wrong", Code(file with { State = file.State with { LogKeysHeadNodes = [] } }));
        Assert.Equal("state-wrong", Code(file with { State = file.State with { Sizes = [file.State.Sizes[0] with { Nodes = file.State.OfficeNodes }] } }));
        Assert.Equal("promise-sizes-other", Code(file with { State = file.State with { Sizes = [] } }));
        Assert.Equal("promise-sizes-other", Code(file with { State = file.State with { Sizes = [file.State.Sizes[0] with { Epoch = 1 }] } }));
        Assert.Equal("promise-inclusion-wrong", Code(file with { Inclusion = file.Inclusion! with { Leaf = Salt("x") } }));
        Assert.Equal("promise-inclusion-wrong", Code(file with { Inclusion = file.Inclusion! with { Path = [.. file.Inclusion.Path.Skip(1)] } }));
        Assert.Equal("promise-inclusion-wrong", Code(file with { Inclusion = file.Inclusion! with { Checkpoint = Salt("x") }, Events = [file.Events[0]], Headers = Linking(file.Events[0]) }));
        Assert.Equal("promise-checkpoint-spare", Code(file with { Inclusion = null }));
        Assert.Equal("promise-event-later", Code(Earlier(file)));
        Assert.Equal("promise-pool-wanted", Code(file, world.Trust with { Pool = new PoolId(Salt("x")) }));
        Assert.Equal("deployment-foreign", Code(file, world.Trust with { Contracts = file.Contracts with { UsageLog = Address.Zero } }));

        string Code(PromiseFile wrong, PromiseTrust? trust = null)
        {
            var found = PromiseVerifier.Verify(wrong.Write(), trust ?? world.Trust);
            Assert.Equal((PromiseVerdict.Invalid, null), (found.Verdict, found.Standing));
            Assert.All(found.Steps.SkipWhile(step => step.Ok).Skip(1), step => Assert.Equal(Note.NotReached, step.Note.Code));
            return found.Steps.First(step => !step.Ok).Note.Code;
        }

        ImmutableArray<byte[]> Linking(Model.EventProof proof) =>
            [.. world.Headers.SkipWhile(header => header.Hash() != proof.Block).Select(header => header.Encode())];

        // The state of the block before the events', which itself is a block of the chain.
        PromiseFile Earlier(PromiseFile late) => late with
        {
            State = late.State with { Block = world.Headers.ElementAt(1).Hash() }, Headers = [.. world.Headers.Skip(1).Select(header => header.Encode())],
        };
    }

    [Fact]
    public void An_event_of_another_pool_has_no_business_there()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3);
        world.Promise = world.Promise with { Pool = (world.Charter with { Salt = Salt("other") }).Id };
        var file = world.File(Due + 1) with { Charter = world.Charter with { Salt = Salt("other") } };
        Assert.Equal("promise-event-spare", Judge(world, file).Code);
        Assert.Equal("promise-pool-unknown", Judge(world, file with { Events = [], Headers = [file.Headers[^1]], State = Nothing(world, file) }).Code);

        static PromiseProof Nothing(PromiseWorld world, PromiseFile file) => world.ProveOf(file.Charter.Id);
    }

    /// <summary>For readers in other languages: the first needs one block, the second follows the leaf into the next epoch.</summary>
    [Theory]
    [InlineData("promise-overdue.json")]
    [InlineData("promise-late.json")]
    public void The_vectors_for_other_readers_are_these_files(string name)
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 4);
        Hash32[] carried = [.. Leaves.Skip(4)];
        var made = name == "promise-overdue.json"
            ? world.File(Due + 1, events: [])
            : world.Rekey(Begin + 20).Anchor(Begin + 21 + Grace, 2, carried).Anchor(Begin + 22 + Grace, 3, carried)
                .File(Begin + 30 + Grace, events: [1, 2, 3], world.Include(3, 1, carried));
        var copy = Path.Combine(AppContext.BaseDirectory, "vectors", name);
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "../../../../vectors", name), made.Write());
            File.WriteAllBytes(copy, made.Write());
        }

        Assert.Equal(File.ReadAllBytes(copy), made.Write());
        Assert.Equal(PromiseVerdict.Broken, PromiseVerifier.Verify(made.Write(), world.Trust).Verdict);
    }

    [Fact]
    public void No_flipped_bit_of_the_file_gives_a_verdict()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3);
        var (trust, bytes) = (world.Trust, world.File(Due + 1, events: []).Write());
        trust = world.Trust;
        Assert.Equal(PromiseVerdict.Broken, PromiseVerifier.Verify(bytes, trust).Verdict);
        for (var at = 0; at < bytes.Length * 8; at++)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Assert.Equal(PromiseVerdict.Invalid, PromiseVerifier.Verify(bytes, trust).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    [Fact]
    public void No_flipped_bit_of_what_a_liar_seals_again_breaks_a_promise_that_is_open()
    {
        var world = new PromiseWorld().Anchor(Begin + 10, 3);
        var file = world.File(Due, events: []);
        foreach (var wrong in Flipped(file))
        {
            Assert.NotEqual(PromiseVerdict.Broken, PromiseVerifier.Verify(wrong.Write(), world.Trust).Verdict);
        }
    }

    /// <summary>The file with each byte of headers and proofs changed, and the promise's fields.</summary>
    private static IEnumerable<PromiseFile> Flipped(PromiseFile file)
    {
        yield return file with { Promise = file.Promise with { AnchorBy = Due - 1 } };
        yield return file with { Promise = file.Promise with { Index = 99 } };
        for (var i = 0; i < file.Headers[0].Length; i++)
        {
            yield return file with { Headers = [Flip(file.Headers[0], i)] };
        }

        foreach (var (nodes, put) in new (ImmutableArray<byte[]>, Func<ImmutableArray<byte[]>, PromiseProof>)[]
        {
            (file.State.PoolsAccount, nodes => file.State with { PoolsAccount = nodes }),
            (file.State.OfficeNodes, nodes => file.State with { OfficeNodes = nodes }),
            (file.State.UsageLogAccount, nodes => file.State with { UsageLogAccount = nodes }),
            (file.State.Sizes[0].Nodes, nodes => file.State with { Sizes = [file.State.Sizes[0] with { Nodes = nodes }] }),
        })
        {
            for (var node = 0; node < nodes.Length; node++)
            {
                for (var i = 0; i < nodes[node].Length; i++)
                {
                    yield return file with { State = put(nodes.SetItem(node, Flip(nodes[node], i))) };
                }
            }
        }
    }

    private static byte[] Flip(byte[] bytes, int at) => [.. bytes.Select((value, i) => i == at ? (byte)(value ^ 1) : value)];

    private static (PromiseVerdict Verdict, string Code) Judge(PromiseWorld world, PromiseFile file)
    {
        var found = PromiseVerifier.Verify(file.Write(), world.Trust);
        return (found.Verdict, (found.Steps.FirstOrDefault(step => !step.Ok) ?? found.Steps[^1]).Note.Code);
    }
}
