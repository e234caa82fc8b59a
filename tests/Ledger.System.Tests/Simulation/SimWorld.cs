// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>What people do to the ledger, through its ordinary use cases: every salt comes from the seed.</summary>
internal sealed class SimWorld
{
    public const string Language = "en";

    /// <summary>What may speak against any record, however good, as the chain stands.</summary>
    public static readonly ImmutableArray<string?> Weather = ["record-backdated", "recent-block-unknown"];

    private readonly SimLedger _ledger;
    private readonly SimClock _clock;
    private readonly Random _random;
    private readonly SimStranger _stranger;
    private readonly List<Hash32> _licenses = [];
    private readonly List<(Observation Record, bool IsLodged)> _held = [];

    public SimWorld(SimLedger ledger, SimClock clock, Random random, IReadOnlyList<LocalSigner> logKeys, SimStranger stranger)
    {
        (_ledger, _clock, _random, LogKeys, _stranger) = (ledger, clock, random, logKeys, stranger);
        Administrator = Party("administrator");
        Member = Party("member");
        Licensees = [.. Enumerable.Range(0, 4).Select(i => Party($"licensee {i}"))];
    }

    /// <summary>The log keys that the host has: the charter's first.</summary>
    public IReadOnlyList<LocalSigner> LogKeys { get; }

    public SimParty Administrator { get; }

    public SimParty Member { get; }

    public IReadOnlyList<SimParty> Licensees { get; }

    public Hash32 Pool { get; private set; }

    public Hash32 Schedule { get; private set; }

    /// <summary>The first license, which the first licensee reports under and pays for.</summary>
    public Hash32 License => _licenses[0];

    /// <summary>The steps that make the world, each to be recorded before the next.</summary>
    public IEnumerable<Func<Task>> Beginnings()
    {
        yield return async () =>
        {
            foreach (var party in new[] { Administrator, Member }.Concat(Licensees))
            {
                party.Id = Done(await ActAsync(nameof(ActKind.PartyOpening), new { rootKey = party.Signer.Address }, null, (null, party)));
            }
        };
        yield return async () => Pool = Done(await ActAsync(
            nameof(ActKind.PoolCharter),
            new { governance = 0, administrator = Administrator.Id, founders = Array.Empty<Hash32>(), quorumPerMille = 0, logKey = LogKeys[0].Address },
            null,
            Signing(Administrator)));
        yield return async () => Done(await ActAsync(
            nameof(ActKind.Admission), new { pool = Pool, party = Member.Id }, null, Signing(Administrator), Signing(Member)));
        yield return async () =>
        {
            Schedule = new Schedule(new PoolId(Pool), "SIM", Keccak256.Hash("salt"u8)).Id.Value;
            var patent = JsonSerializer.SerializeToElement(
                new
                {
                    country = "CN", number = "100000001", kind = "B", family = "f", holder = Member.Id, standard = "SIM",
                    inForceFrom = 1, inForceUntil = 4_000_000_000L, source = "made up", retrievedAt = _clock.Now, essentialityRoot = Hash32.Zero,
                },
                LedgerJson.Options);
            var contribution = Done(await ActAsync(
                nameof(ActKind.Contribution), new { pool = Pool, schedule = Schedule, holder = Member.Id },
                new ProposalDocuments(Patents: [patent]), Signing(Member)));
            Done(await ActAsync(
                nameof(ActKind.ScheduleRevision), new { pool = Pool, schedule = Schedule, contributions = new[] { contribution } }, null,
                Signing(Administrator)));
        };
        yield return () => GrantAsync(Licensees[0]);
        yield return async () =>
        {
            for (var i = 0; i < 2; i++)
            {
                await OpenStreamAsync(Licensees[0]);
            }
        };
    }

    /// <summary>One thing that somebody does; a refusal is as good as a success. Returns what it was.</summary>
    public async Task<string> ActAtRandomAsync()
    {
        var licensee = Licensees[_random.Next(Licensees.Count)];
        switch (_random.Next(8))
        {
            case < 3:
                await GrantAsync(licensee);
                return $"grant to {licensee}";
            case 3:
                await TerminateAsync();
                return "termination";
            case 4:
                await ActAsync(nameof(ActKind.PartyOpening), new { rootKey = licensee.Signer.Address }, null, (null, licensee));
                return $"another party of {licensee}";
            case 5:
                await ActAsync(nameof(ActKind.Admission), new { pool = Pool, party = licensee.Id }, null, Signing(Administrator), Signing(licensee));
                return $"admission of {licensee}";
            default:
                await ObserveAsync(licensee);
                return $"observation of {licensee}";
        }
    }

    /// <summary>The administrator seals the epoch of the log and opens the next under another key; the host signs with both, for both are in its ring.</summary>
    public async Task<string> ChangeLogKeyAsync()
    {
        var present = await _ledger.Store.ReadAsync(reader => _ledger.Open.Context.On(reader).Pool(new PoolId(Pool)).LogKey);
        var next = LogKeys.Where(key => key.Address != present).ElementAt(_random.Next(LogKeys.Count - 1));
        await ActAsync(nameof(ActKind.LogKeyChange), new { pool = Pool, logKey = next.Address }, null, Signing(Administrator));
        return $"change of the log key to {next.Address}";
    }

    /// <summary>Somebody lodges what he holds back, or what is there already, or nothing that anybody knows; or a body follows, lodged or not.</summary>
    public async Task<string> LodgeAsync()
    {
        switch (_random.Next(8))
        {
            case < 3:
                var record = await ObservedAsync(Licensees[_random.Next(Licensees.Count)]);
                _held.Add((record, _stranger.Lodge(Pool, Lodging.DigestOf(record))));
                return $"{record.Id.Value} is lodged before its body: {_held[^1].IsLodged}";
            case < 6 when _held.Count > 0:
                var at = _random.Next(_held.Count);
                var (body, isLodged) = _held[at];
                _held.RemoveAt(at);
                await HandInAsync(body);
                return $"the body of {body.Id.Value} follows, lodged: {isLodged}";
            case 6 when await _ledger.Store.ReadAsync(reader => reader.Journal.List(new RecordFilter(Pool: Pool), 0, int.MaxValue)) is { Count: > 0 } kept:
                var late = kept[_random.Next(kept.Count)].RecordId;
                return $"{late} is lodged after its body: {_stranger.Lodge(Pool, late)}";
            default:
                return $"a digest that nobody knows is lodged: {_stranger.Lodge(Pool, Salt())}";
        }
    }

    /// <summary>A licensee opens a stream of reports; whether it was let.</summary>
    public async Task<bool> OpenStreamAsync(SimParty licensee) =>
        (await HandInAsync(new StreamOpening(new PoolId(Pool), new PartyId(licensee.Id), "A site", await RecentAsync(), Salt()), licensee)).IsDone;

    /// <summary>Somebody hands in a record of his.</summary>
    public Task<Outcome<RecordReceipt>> HandInAsync(IUsageRecord record, SimParty signer)
    {
        var signature = signer.Signer.Sign(record.Digest(SimLedger.Contracts.Domain(ContractName.UsageLog)));
        return _ledger.Open.RecordIntake.SubmitAsync(
            new RecordRequest(record.Kind.ToString(), JsonElement.Parse(RecordJson.Message(record)), signer.Signer.Address, signature.ToString()), default);
    }

    /// <summary>The newest final block that the ledger knows.</summary>
    public static Hash32 Recent(IStoreReader reader) => (reader.Blocks.Final ?? reader.Blocks.First!.Ref).Hash;

    public Task<Hash32> RecentAsync() => _ledger.Store.ReadAsync(Recent);

    public Hash32 Salt()
    {
        var salt = new byte[Hash32.Size];
        _random.NextBytes(salt);
        return new Hash32(salt);
    }

    private async Task GrantAsync(SimParty licensee)
    {
        var id = await ActAsync(
            nameof(ActKind.LicenseGrant),
            new { pool = Pool, licensee = licensee.Id, schedule = Schedule, startsAt = _clock.Now, endsAt = _clock.Now + 31_536_000 },
            null,
            Signing(Administrator),
            Signing(licensee));
        if (id is { } license)
        {
            _licenses.Add(license);
        }
    }

    private async Task TerminateAsync() => await ActAsync(
        nameof(ActKind.Termination),
        new { license = _licenses[_random.Next(_licenses.Count)], effectiveAt = _clock.Now + 100_000 },
        null,
        Signing(Administrator));

    /// <summary>Half of the makers observed are nobody known: those alerts stand whatever is licensed meanwhile.</summary>
    private async Task ObserveAsync(SimParty maker) => await HandInAsync(await ObservedAsync(maker));

    private async Task<Observation> ObservedAsync(SimParty maker)
    {
        var (subject, name) = _random.Next(2) == 0 ? (maker.Id, "") : (Hash32.Zero, "Nobody Known Ltd");
        var seenAt = await _ledger.Store.ReadAsync(reader => reader.Blocks.Head!.Time); // no record may be ahead of the chain's clock
        return new Observation(
            new PoolId(Pool), new PartyId(Member.Id), new PartyId(subject), name, "box", PatentAct.Sale, "CN", "CN", seenAt, 1,
            Hash32.Zero, await RecentAsync(), Salt());
    }

    private async Task HandInAsync(Observation observation)
    {
        var signature = Member.Signer.Sign(observation.Digest(SimLedger.Contracts.Domain(ContractName.UsageLog)));
        await _ledger.Open.RecordIntake.ObserveAsync(
            new ObservationRequest(JsonElement.Parse(ActJson.Message(observation)), Member.Signer.Address, signature.ToString()), Caller.Host, default);
    }

    /// <summary>Proposes and signs; the act's id if nothing was refused.</summary>
    private async Task<Hash32?> ActAsync(string kind, object fields, ProposalDocuments? documents, params (Hash32? Party, SimParty Signer)[] signers)
    {
        var message = JsonSerializer.SerializeToNode(fields, LedgerJson.Options)!.AsObject();
        message["salt"] = Salt().ToString();
        var created = await _ledger.Open.Proposals.CreateAsync(
            new ProposalRequest(kind, JsonSerializer.SerializeToElement(message), documents), Language, default);
        Hash32? done = created.IsDone ? created.Value.Id : null;
        foreach (var (party, signer) in created.IsDone ? signers : [])
        {
            var request = new SignatureRequest(party, signer.Signer.Address, signer.Signer.Sign(created.Value!.Digest).ToString());
            done = (await _ledger.Open.Proposals.SignAsync(created.Value.Id, request, Language, default)).IsDone ? done : null;
        }

        return done;
    }

    private static (Hash32? Party, SimParty Signer) Signing(SimParty party) => (party.Id, party);

    private static SimParty Party(string name) => new(name, Keccak256.Hash(Encoding.ASCII.GetBytes("key of " + name)).ToArray());

    private static Hash32 Done(Hash32? id) => id ?? throw new InvalidOperationException("The beginning of the world was refused.");
}
