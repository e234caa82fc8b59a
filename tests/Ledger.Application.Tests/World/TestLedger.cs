// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Projecting;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;
using Ledger.Store.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests.World;

/// <summary>A seeded ledger in production wiring on real SQLite and a real embedded chain; a test steps its loops.</summary>
internal sealed class TestLedger : IAsyncDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly ApplicationOptions _options;
    private readonly string? _elsewhere;
    private readonly DevelopmentNode? _node;

    private TestLedger(DateTimeOffset now, ApplicationOptions options, string? elsewhere = null, DevelopmentNode? node = null)
    {
        _node = node;
        Clock = new TestClock(now);
        _options = options;
        _elsewhere = elsewhere;
    }

    public TestClock Clock { get; }

    public OpenLedger Ledger { get; private set; } = null!;

    public string Directory => _elsewhere ?? _temp["data"];

    public static async Task<TestLedger> StartAsync(SeededTemplate template, ApplicationOptions? options = null)
    {
        var test = new TestLedger(template.MadeAt.AddSeconds(60), options ?? new ApplicationOptions());
        TempDirectory.Copy(template.Directory, test.Directory);
        await test.OpenAsync();
        return test;
    }

    /// <summary>Opens a data directory that is there.</summary>
    public static async Task<TestLedger> OpenAsync(string directory, DateTimeOffset now)
    {
        var test = new TestLedger(now, new ApplicationOptions(), directory);
        await test.OpenAsync();
        return test;
    }

    /// <summary>A seeded demonstration on a network.</summary>
    public static async Task<TestLedger> StartAsync(DevelopmentNode node, ulong finality, ApplicationOptions? options = null)
    {
        var test = new TestLedger(TimeProvider.System.GetUtcNow(), options ?? new ApplicationOptions { PollIntervalMs = 20 }, node: node);
        Must(await Setup.Initialization.RunAsync(
            new Setup.InitRequest(test.Directory, Repository.Seeds, node.Url, finality, Demo: true),
            test._options,
            test.Clock,
            NullLoggerFactory.Instance,
            null,
            CancellationToken.None));
        await test.OpenAsync();
        return test;
    }

    /// <summary>Follows the chain to its head, or for so many steps, and does nothing else.</summary>
    public async Task FollowAsync(int steps = int.MaxValue)
    {
        while (steps-- > 0 && await StepAsync("follow"))
        {
        }
    }

    /// <summary>One step of one loop, while all others stand still.</summary>
    public Task<bool> StepAsync(string name) =>
        Ledger.Loops.First(loop => string.Equals(loop.Name, name, StringComparison.Ordinal)).StepAsync(CancellationToken.None);

    /// <summary>Closes everything and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Ledger.DisposeAsync();
        await OpenAsync();
    }

    /// <summary>Opens again what was closed.</summary>
    public Task ReopenAsync() => OpenAsync();

    /// <summary>Steps all loops until none has anything to do.</summary>
    public async Task SettleAsync()
    {
        do
        {
            while (await Ledger.StepAllAsync(CancellationToken.None))
            {
            }
        }
        while (_node is not null && (await _node.MinesAsync() || await Ledger.StepAllAsync(CancellationToken.None)));
    }

    /// <summary>Lets so much time pass that a checkpoint is due, and settles.</summary>
    public async Task AnchorAsync()
    {
        Clock.Move(TimeSpan.FromSeconds(_options.AnchorIntervalSeconds));
        await SettleAsync();
    }

    public KeyFile Key(string name) => KeyFile.Read(Path.Combine(Directory, "keys", "demo", $"{name}.json"));

    public PartyId Party(string name) => Key(name).Party!.Value;

    public async Task<PoolView> PoolAsync() => Assert.Single((await Ledger.Registry.PoolsAsync(null, 10, CancellationToken.None)).Items);

    public async Task<LicenseView> LicenseAsync(string licensee) => Must(
        await Ledger.Registry.LicensesAsync(null, Party(licensee).Value, null, null, 10, CancellationToken.None)).Items[0];

    public async Task<ProposalView> ProposeAsync(string kind, object message, ProposalDocuments? documents = null) => Must(
        await Ledger.Proposals.CreateAsync(new ProposalRequest(kind, Json(message), documents), RefusalTexts.English, CancellationToken.None));

    /// <summary>Signs with demo keys, each for its own party.</summary>
    public async Task<ProposalView> SignAsync(ProposalView proposal, params string[] names)
    {
        foreach (var name in names)
        {
            var key = Key(name);
            var signature = new SignatureRequest(key.Party!.Value.Value, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString());
            proposal = Must(await Ledger.Proposals.SignAsync(proposal.Id, signature, RefusalTexts.English, CancellationToken.None));
        }

        return proposal;
    }

    /// <summary>Proposes, signs with demo keys and settles; the act must then be recorded.</summary>
    public async Task<ProposalView> RecordAsync(string kind, object message, ProposalDocuments? documents, params string[] names)
    {
        var proposal = await SignAsync(await ProposeAsync(kind, message, documents), names);
        await SettleAsync();
        proposal = Must(await Ledger.Proposals.GetAsync(proposal.Id, RefusalTexts.English, CancellationToken.None));
        Assert.True(proposal.State == "recorded", $"{kind} is {proposal.State}: {proposal.Problem?.Detail}");
        return proposal;
    }

    /// <summary>Signs with given keys and settles.</summary>
    public async Task SignWithAsync(ProposalView proposal, params (Hash32? Party, KeyFile Key)[] signers)
    {
        foreach (var (party, key) in signers)
        {
            Must(await Ledger.Proposals.SignAsync(
                proposal.Id,
                new SignatureRequest(party, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString()),
                RefusalTexts.English,
                CancellationToken.None));
        }

        await SettleAsync();
        var state = Must(await Ledger.Proposals.GetAsync(proposal.Id, RefusalTexts.English, CancellationToken.None));
        Assert.True(state.State == "recorded", $"{proposal.Kind} is {state.State}: {state.Problem?.Detail}");
    }

    /// <summary>A key that belongs to nobody yet.</summary>
    public KeyFile NewKey(string name) => KeyFile.Create(_temp[$"{name}.json"], demo: true);

    /// <summary>Another key of a demo party, with those scopes.</summary>
    public async Task<KeyFile> AdmitAsync(string name, KeyScopes scopes)
    {
        var (party, second) = (Party(name).Value, NewKey("second"));
        var admission = await ProposeAsync("KeyAdmission", new { party, key = second.Signer.Address, scopes = (int)scopes });
        await SignWithAsync(admission, (party, Key(name)), (null, second));
        return second;
    }

    /// <summary>The end of a demo party's key; gives the act.</summary>
    public async Task<Hash32> RetireAsync(string name, KeyFile key)
    {
        var party = Party(name).Value;
        var retirement = await ProposeAsync("KeyRetirement", new { party, key = key.Signer.Address });
        await SignWithAsync(retirement, (party, Key(name)));
        return retirement.Id;
    }

    /// <summary>The demo party of an id.</summary>
    public string NameOf(Hash32 party) => System.IO.Directory.GetFiles(Path.Combine(Directory, "keys", "demo"))
        .Select(path => Path.GetFileNameWithoutExtension(path)).First(name => Key(name).Party?.Value == party);

    public async Task<IReadOnlyList<LicenseView>> LicensesOfAsync(string licensee) => Must(
        await Ledger.Registry.LicensesAsync(null, Party(licensee).Value, null, null, 50, CancellationToken.None)).Items;

    public async Task<IReadOnlyList<MemberView>> MembersAsync(Hash32 pool, ulong? asOf = null) =>
        Must(await Ledger.Registry.MembersAsync(pool, asOf, null, 50, CancellationToken.None)).Items;

    public static JsonElement Json(object fields) => JsonSerializer.SerializeToElement(fields, LedgerJson.Options);

    public static T Must<T>(Outcome<T> outcome)
        where T : class =>
        outcome.IsDone ? outcome.Value : throw new Xunit.Sdk.XunitException($"Refused: {new RefusalTexts().Describe(outcome.Refusal, "en").Detail}");

    /// <summary>Checks that cursor, facts, projections, intents, alerts and logs all agree.</summary>
    public async Task CheckAll()
    {
        var context = Ledger.Context;
        var head = await context.Node.HeadAsync(CancellationToken.None);
        var kept = await context.Store.ReadAsync(reader => reader.Projections.All().ToList());
        await context.Store.ReadAsync(reader =>
        {
            var known = context.On(reader);
            Assert.Equal(head.Ref, reader.Blocks.Head!.Ref);
            Assert.All(reader.Facts.After(0, int.MaxValue), row => Assert.False(UnknownEvents.Is(row.Kind)));
            Assert.All(reader.Facts.After(0, int.MaxValue), row => Assert.NotNull(known.Decode(row)));
            Assert.All(reader.Outbox.InState(IntentState.Included, int.MaxValue), intent => Assert.NotNull(reader.Blocks.Find(intent.Block!.Value.Hash)));
            Assert.All(reader.Alerts.List(AlertState.Raised, null, 0, int.MaxValue), alert => Assert.NotNull(reader.Blocks.Find(alert.Deciding!.Value.Hash)));
            foreach (var pool in reader.Journal.Logs().Select(log => new PoolId(log.Pool)).Distinct())
            {
                var epochs = UsageEpochs.Of(known, pool);
                LogChecks.IsAsFolded(known, pool);
                Assert.All(epochs.All.SelectMany(epoch => known.Log(pool).Down(epoch.Epoch)), checkpoint => Assert.Equal(
                    checkpoint.Act.Root,
                    MerkleTree.Root([.. epochs.Range(reader, checkpoint.Act.Epoch, 0, checkpoint.Act.Size).Select(row => row.Leaf)])));
            }

            return true;
        });
        Assert.Equal(kept.Select(Show), (await RebuildAsync()).Select(Show));
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        _temp.Dispose();
    }

    /// <summary>The rows that a clean rebuild gives; the store stays as it was.</summary>
    private async Task<IReadOnlyList<ProjectionRow>> RebuildAsync()
    {
        var undo = await Assert.ThrowsAsync<Undo>(() => Ledger.Context.Store.WriteAsync<bool>(writer =>
        {
            Folding.Rebuild(Ledger.Context.On(writer), writer);
            throw new Undo([.. writer.Projections.All()]);
        }));
        return undo.Rows;
    }

    private static string Show(ProjectionRow row) =>
        $"{row.Kind} {row.Id} {row.FirstSeq} {row.Pool} {row.Party} {row.Tag} {System.Text.Encoding.UTF8.GetString(row.Body.Span)}";

    private async Task OpenAsync()
    {
        Ledger = Must(await OpenLedger.OpenAsync(
            Directory, _options, Clock, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None));
        await SettleAsync();
    }

    private sealed class Undo(IReadOnlyList<ProjectionRow> rows) : Exception
    {
        public IReadOnlyList<ProjectionRow> Rows { get; } = rows;
    }
}
