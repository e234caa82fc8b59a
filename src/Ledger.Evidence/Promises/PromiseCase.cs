// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Promises;

/// <summary>One file of a promise on its way through the steps; each may rely on those before it.</summary>
internal sealed class PromiseCase(PromiseFile file, PromiseTrust trust)
{
    private readonly Promise _promise = file.Promise;
    private readonly ImmutableHashSet<Hash32> _used = [file.State.Block, .. file.Events.Select(proof => proof.Block)];
    private readonly List<ulong> _sizes = [];
    private HeaderSet _headers = null!;
    private BlockHeader _state = null!;
    private ImmutableArray<Fact> _facts = [];
    private PoolOffice _office;
    private Hash32 _logKeysHead;
    private Address _logKey;

    public IReadOnlyList<(string Name, Func<DivergenceStep> Judge)> Steps =>
        [("id", Id), ("header", Header), ("receipt", Receipt), ("state", State), ("key", Key), ("signature", Signature), ("promise", Promised)];

    /// <summary>Whether every block used is trusted, or an ancestor by the headers shown of a trusted one.</summary>
    public bool IsConfirmed => _used.All(_headers.IsConfirmed);

    /// <summary>Where the promise stands at the state's block; null until the last step holds.</summary>
    public PromiseStanding? Standing { get; private set; }

    public ulong Time => _state.Timestamp;

    private IEnumerable<LogKeyChanged> Changes => _facts.OfType<LogKeyChanged>();

    private DivergenceStep Id() =>
        file.Charter.Id != _promise.Pool ? Wrong("promise-pool-other", ("pool", _promise.Pool), ("charter", file.Charter.Id))
        : trust.Pool is { } pool && pool != _promise.Pool ? Wrong("promise-pool-wanted", ("pool", _promise.Pool), ("wanted", pool))
        : trust.Contracts is { } contracts && contracts != file.Contracts ? Wrong("deployment-foreign")
        : Ok("promise-id-ok", ("chain", file.Charter.ChainId), ("log", file.Charter.UsageLog));

    private DivergenceStep Header()
    {
        _headers = HeaderSet.Read(file.Headers, _used, new Trust(file.Contracts, trust.Blocks));
        if (_headers.Flaw is { } flaw)
        {
            return new("", false, flaw);
        }

        _state = _headers.Find(file.State.Block)!;
        return _used.Count(block => !_headers.IsConfirmed(block)) switch
        {
            0 => Ok("header-ok", ("headers", _headers.Count)),
            var unconfirmed => Ok("header-unconfirmed", ("headers", _headers.Count), ("unconfirmed", unconfirmed)),
        };
    }

    private DivergenceStep Receipt()
    {
        var events = EventSet.Read(new EvidenceDeployment(false, file.Contracts), file.Events, _headers)!;
        if (events.Flaw is { } flaw)
        {
            return new("", false, flaw);
        }

        _facts = events.Facts;
        for (var i = 0; i < events.All.Length; i++)
        {
            if (events.All[i].At.Block.Number > _state.Number)
            {
                return Wrong("promise-event-later", ("position", i), ("state", _state.Number));
            }

            if (events.All[i] is not (LogKeyChanged or CheckpointAnchored) || !events.All[i].Subjects.Any(subject => subject.First == _promise.Pool.Value))
            {
                return Wrong("promise-event-spare", ("position", i));
            }
        }

        return Ok("receipt-ok", ("events", _facts.Length));
    }

    private DivergenceStep State()
    {
        var (contracts, proof) = (file.Contracts, file.State);
        var pools = StateReader.Of(_state, nameof(ContractName.Pools), contracts.Pools, proof.PoolsAccount);
        var log = StateReader.Of(_state, nameof(ContractName.UsageLog), contracts.UsageLog, proof.UsageLogAccount);
        if ((pools.Read("office", StorageSlots.Office(_promise.Pool), proof.OfficeNodes, out var office)
            ?? pools.Read("logKeysHead", StorageSlots.LogKeysHead(_promise.Pool), proof.LogKeysHeadNodes, out _logKeysHead) ?? log.Flaw) is { } flaw)
        {
            return new("", false, flaw);
        }

        _office = PoolOffice.Read(office);
        if (_office.Number == 0)
        {
            return Wrong("promise-pool-unknown", ("pool", _promise.Pool), ("block", _state.Number));
        }

        if (_promise.Epoch > _office.Epoch)
        {
            return Wrong("promise-epoch-unknown", ("epoch", _promise.Epoch));
        }

        var wanted = (int)(_office.Epoch - _promise.Epoch) + 1;
        if (!proof.Sizes.Select(size => size.Epoch).SequenceEqual(Enumerable.Range(0, wanted).Select(i => _promise.Epoch + (ulong)i)))
        {
            return Wrong("promise-sizes-other", ("epoch", _promise.Epoch), ("present", _office.Epoch));
        }

        foreach (var (epoch, nodes) in proof.Sizes)
        {
            if (log.Read($"size of epoch {epoch}", StorageSlots.LogSize(_promise.Pool, epoch), nodes, out var size) is { } wrong)
            {
                return new("", false, wrong);
            }

            _sizes.Add(StorageSlots.ReadSize(size));
        }

        return Ok("promise-state-ok", ("block", _state.Number), ("time", _state.Timestamp), ("epoch", _office.Epoch), ("size", _sizes[^1]));
    }

    /// <summary>The log key of the promise's epoch: the chain's own while that is the present one; else that of the charter or the change that opened it, from which the changes lead to the head.</summary>
    private DivergenceStep Key()
    {
        if (_promise.Epoch == _office.Epoch)
        {
            _logKey = _office.LogKey;
            return Changes.Any() ? Wrong("promise-changes-other", ("epoch", _promise.Epoch), ("head", _logKeysHead)) : KeyIs();
        }

        var (epoch, head) = (_promise.Epoch, default(Hash32?));
        _logKey = file.Charter.LogKey;
        if (epoch == 0)
        {
            (epoch, head) = (1, Hash32.Zero);
        }

        foreach (var change in Changes.Select(changed => changed.Act))
        {
            if (change.Epoch != epoch++ || (head is { } before && change.Previous != before))
            {
                return Wrong("promise-changes-other", ("epoch", _promise.Epoch), ("head", _logKeysHead));
            }

            _logKey = change.Epoch == _promise.Epoch ? change.LogKey : _logKey;
            head = change.ActId;
        }

        return head == _logKeysHead && epoch == _office.Epoch + 1u ? KeyIs() : Wrong("promise-changes-other", ("epoch", _promise.Epoch), ("head", _logKeysHead));
    }

    private DivergenceStep Signature() =>
        Secp256k1.TryRecover(_promise.Digest(new EvidenceDeployment(false, file.Contracts).DomainOf(ContractName.UsageLog)), file.Signature, out var signer) && signer == _logKey
            ? Ok("promise-signed-ok", ("key", _logKey))
            : Wrong("promise-signed-wrong", ("key", _logKey), ("epoch", _promise.Epoch));

    private DivergenceStep Promised()
    {
        var later = Changes.Where(changed => changed.Act.Epoch > _promise.Epoch).Select(changed => new LogEpoch(changed.Act.Epoch, changed.Act.LogKey, changed));
        var place = PromiseStanding.Place(_promise, [.. later], epoch => _sizes[(int)(epoch - _promise.Epoch)]);
        var anchored = _facts.OfType<CheckpointAnchored>().ToList();
        var first = anchored.Find(checkpoint => IsPast(checkpoint) && checkpoint.OldSize <= place.Index);
        var shown = file.Inclusion is { } inclusion ? anchored.Find(checkpoint => checkpoint.Act.ActId == inclusion.Checkpoint) : null;
        var flaw = anchored.Exists(checkpoint => checkpoint != first && checkpoint != shown) ? "promise-checkpoint-spare"
            : file.Inclusion is { } leads && !(shown is not null && IsPast(shown)
                && InclusionProof.Verify(shown.Act.Root, shown.Act.Size, place.Index, leads.Leaf, leads.Path.AsSpan())) ? "promise-inclusion-wrong"
            : null;
        if (flaw is not null)
        {
            return Wrong(flaw, ("index", place.Index), ("epoch", place.Epoch));
        }

        var isPassed = _sizes[(int)(place.Epoch - _promise.Epoch)] > place.Index;
        var by = first ?? shown; // one that came in time says enough, even if another came before it
        var standing = PromiseStanding.Of(_promise, place, by, _state.Timestamp, file.Inclusion?.Leaf);
        if (isPassed != by is not null
            || (standing.State is PromiseState.Late && first is null)
            || (standing.State is PromiseState.Kept && file.Inclusion is null))
        {
            return Wrong("promise-place-unshown", ("index", place.Index), ("epoch", place.Epoch), ("size", _sizes[(int)(place.Epoch - _promise.Epoch)]));
        }

        Standing = standing;
        return Ok(
            "promise-is-" + standing.State.ToString().ToLowerInvariant(),
            [("index", place.Index), ("epoch", place.Epoch), ("until", place.Due), ("time", _state.Timestamp), .. by is null ? [] : ((string, object)[])[("at", by.At.Time), ("size", by.Act.Size)]]);

        bool IsPast(CheckpointAnchored checkpoint) => checkpoint.Act.Epoch == place.Epoch && checkpoint.Act.Size > place.Index;
    }

    private DivergenceStep KeyIs() => Ok("promise-key-ok", ("key", _logKey), ("epoch", _promise.Epoch));

    private static DivergenceStep Ok(string code, params ReadOnlySpan<(string, object)> args) => new("", true, Note.Of(code, args));

    private static DivergenceStep Wrong(string code, params ReadOnlySpan<(string, object)> args) => new("", false, Note.Of(code, args));
}
