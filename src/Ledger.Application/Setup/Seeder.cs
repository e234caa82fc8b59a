// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Core;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>Loads a world through the ordinary use cases: each act is proposed, signed with demo keys and recorded. Resumes where it stopped.</summary>
internal sealed class Seeder
{
    private readonly OpenLedger _ledger;
    private readonly LedgerContext _context;
    private readonly SeedWorld _world;
    private readonly IProgress<string>? _progress;
    private readonly SeedReferences _references;
    private readonly RecordSeeder _records;
    private readonly DeedSeeder _deeds;
    private readonly Dictionary<string, KeyFile> _keys = new(StringComparer.Ordinal);

    private Seeder(OpenLedger ledger, LedgerContext context, SeedWorld world, IProgress<string>? progress)
    {
        (_ledger, _context, _world, _progress) = (ledger, context, world, progress);
        _references = new SeedReferences(world, name => Key(name).Signer.Address);
        _deeds = new DeedSeeder(ledger, context, world, _references, Key);
        _records = new RecordSeeder(ledger, context, world, _references, Key, _deeds);
    }

    /// <summary>How long ago the first step of these worlds lies, in days.</summary>
    public static int DaysAgo(IEnumerable<SeedWorld> worlds) => worlds.SelectMany(world => world.Steps).Select(step => step.DaysAgo).DefaultIfEmpty(0).Max();

    /// <summary>Loads the worlds side by side, in the order of time.</summary>
    /// <param name="now">When the first start is.</param>
    /// <param name="goTo">Moves the clock; null where it cannot be moved, as on a network, and then no records are loaded, which speak of the past.</param>
    public static async Task LoadAsync(
        OpenLedger ledger,
        LedgerContext context,
        IReadOnlyList<SeedWorld> worlds,
        DateTimeOffset now,
        Action<DateTimeOffset>? goTo,
        IProgress<string>? progress,
        CancellationToken cancellation)
    {
        var seeders = worlds.Select(world => new Seeder(ledger, context, world, progress)).ToList();
        var anchoring = TimeSpan.FromSeconds(context.Options.AnchorIntervalSeconds + 1);
        var steps = seeders.SelectMany(seeder => seeder.Acts(now).Concat(goTo is null ? [] : seeder.Records(now).Where(step => step.At < now)));
        foreach (var moment in steps.OrderBy(step => step.At).GroupBy(step => step.At))
        {
            goTo?.Invoke(moment.Key);
            foreach (var step in moment)
            {
                await step.RunAsync(cancellation);
            }

            if (moment.Any(step => step.IsAnchored))
            {
                goTo?.Invoke(moment.Key + anchoring);
                await ledger.SettleAsync(cancellation);
            }
        }
    }

    private IEnumerable<TimedStep> Acts(DateTimeOffset now) => _world.Steps.Select(
        (step, number) => new TimedStep(now.AddDays(-step.DaysAgo), IsAnchored: false, cancellation => RunAsync(step, number, cancellation)));

    /// <summary>The records, and what is done about them; those of the future too.</summary>
    private IEnumerable<TimedStep> Records(DateTimeOffset now)
    {
        if (_world.Records is not { } records)
        {
            yield break;
        }

        foreach (var (number, step) in records.Steps.Index())
        {
            var quarter = records.Quarter(now, step.Quarter);
            if (step.Signed is { } before)
            {
                yield return Step(before, cancellation => _records.SignedAsync(number, step, quarter, cancellation), "Sign", step.Name);
            }

            if (step.Lodged is { } day)
            {
                yield return Step(day, cancellation => _records.LodgeAsync(number, step, quarter, cancellation), "Lodge", step.Name);
            }

            yield return Step(step.Day, cancellation => _records.RunAsync(number, step, quarter, cancellation), $"{step.Record}", step.Name);

            TimedStep Step(int on, Func<CancellationToken, Task> run, string what, string? name) => Told(records.TimeOf(step.Quarter, on, now), run, what, name);
        }

        foreach (var deed in records.Deeds)
        {
            yield return Told(records.TimeOf(deed.Quarter, deed.Day, now), cancellation => _deeds.RunAsync(deed, cancellation), $"{deed.Deed}", deed.By);
        }
    }

    private TimedStep Told(DateTimeOffset at, Func<CancellationToken, Task> run, string what, string? name) => new(at, IsAnchored: true, async cancellation =>
    {
        await run(cancellation);
        _progress?.Report($"{_world.Name}: {what} {name}".TrimEnd());
    });

    /// <summary>The name under which the store knows what a step made.</summary>
    public static string MetaName(SeedWorld world, string step) => $"seed:{world.Name}/{step}";

    private async Task RunAsync(SeedStep step, int number, CancellationToken cancellation)
    {
        var name = step.Name ?? $"step {number}";
        var now = DateTimeOffset.FromUnixTimeSeconds(checked((long)_context.Now));
        var message = _references.Resolve(Node(step.Message), now) as JsonObject ?? [];
        if (step.Act is nameof(ActKind.PartyOpening))
        {
            message["rootKey"] = Key(name).Signer.Address.ToString();
        }

        if (message["contributions"] is JsonArray contributions)
        {
            // A revision names them in ascending order, which nobody knows before they have their ids.
            message["contributions"] = new JsonArray([.. contributions.Select(id => id!.GetValue<string>()).Order(StringComparer.Ordinal).Select(id => JsonValue.Create(id))]);
        }

        var documents = _references.Resolve(Node(step.Documents), now).Deserialize<ProposalDocuments>(LedgerJson.Incoming);
        var id = await RecordAsync(
            MetaName(_world, name), new ProposalRequest(step.Act, JsonSerializer.SerializeToElement(message), documents), step.Voters ?? [], cancellation);
        _references.Add(name, id);
        switch (step.Act)
        {
            case nameof(ActKind.PartyOpening):
                Own(Key(name), id);
                break;
            case nameof(ActKind.KeyAdmission):
                var admitted = message["key"]!.GetValue<string>();
                Own(_keys.Values.First(key => key.Signer.Address == Address.Parse(admitted)), Hash32.Parse(message["party"]!.GetValue<string>()));
                break;
            default:
                break;
        }

        _progress?.Report($"{_world.Name}: {step.Act} {step.Name}".TrimEnd());
    }

    /// <summary>Proposes, signs and waits until the act stands on chain; what was done before is not done again.</summary>
    private async Task<Hash32> RecordAsync(string name, ProposalRequest request, IReadOnlyList<string> voters, CancellationToken cancellation)
    {
        var kept = await _context.Store.ReadAsync(reader => reader.Meta.Get(name), cancellation);
        var proposal = kept is not null
            ? Require(name, await _ledger.Proposals.GetAsync(Hash32.Parse(kept), RefusalTexts.English, cancellation))
            : Require(name, await _ledger.Proposals.CreateAsync(request, RefusalTexts.English, cancellation));
        if (kept is null)
        {
            await _context.Store.WriteAsync(
                writer =>
                {
                    writer.Meta.Set(name, proposal.Id.ToString());
                    return true;
                },
                cancellation);
        }

        foreach (var (party, key) in proposal.State is "collecting" ? Signers(proposal, voters).ToList() : [])
        {
            var signature = new SignatureRequest(party, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString());
            proposal = Require(name, await _ledger.Proposals.SignAsync(proposal.Id, signature, RefusalTexts.English, cancellation));
        }

        while (proposal.State is not "recorded" && !(proposal.State is "ready" && proposal.Operation is null))
        {
            if (proposal.State is "stale" or "expired" or "withdrawn")
            {
                throw new InvalidOperationException($"The {name} is {proposal.State}: {proposal.Problem?.Detail}");
            }

            if (!await _ledger.StepAllAsync(cancellation))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(_context.Options.PollIntervalMs), cancellation);
            }

            proposal = Require(name, await _ledger.Proposals.GetAsync(proposal.Id, RefusalTexts.English, cancellation));
        }

        return proposal.Id;
    }

    /// <summary>Whoever must sign, and the voters, each with a demo key of this world.</summary>
    private IEnumerable<(Hash32? Party, KeyFile Key)> Signers(ProposalView proposal, IReadOnlyList<string> voters) => proposal.Required
        .Where(signer => signer.Key is not { } own || proposal.Signatures.All(given => given.Key != own)) // a log key has signed at once
        .Select(signer => (signer.Party, _keys.Values.First(key => signer.Key is { } wanted ? key.Signer.Address == wanted : key.Party?.Value == signer.Party)))
        .Concat(voters.Select(voter => ((Hash32?)_references.Id(voter), Key(voter))));

    /// <summary>Writes into the key's file whose it is.</summary>
    private void Own(KeyFile key, Hash32 party)
    {
        if (key.Party is null)
        {
            _keys[Path.GetFileNameWithoutExtension(key.Path)] = key.WithParty(new PartyId(party));
        }
    }

    /// <summary>The demo key of that name, made where it is not there yet.</summary>
    private KeyFile Key(string name)
    {
        if (!_keys.TryGetValue(name, out var key))
        {
            var path = Path.Combine(_context.Directory.DemoKeys, $"{name}.json");
            _keys[name] = key = File.Exists(path) ? KeyFile.Read(path) : KeyFile.Create(path, demo: true);
        }

        return key;
    }

    private static JsonNode? Node(JsonElement? element) => element is { } value ? JsonSerializer.SerializeToNode(value) : null;

    private static ProposalView Require(string name, Outcome<ProposalView> outcome) => outcome.IsDone
        ? outcome.Value
        : throw new InvalidOperationException($"The {name} was refused: {new RefusalTexts().Describe(outcome.Refusal, RefusalTexts.English).Detail}");

    private sealed record TimedStep(DateTimeOffset At, bool IsAnchored, Func<CancellationToken, Task> RunAsync);
}
