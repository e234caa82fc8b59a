// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Model;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Verification;

/// <summary>The steps of one record: the same names as those of the license, about the record.</summary>
internal sealed class RecordSteps
{
    private readonly LicenseCase _license;
    private readonly RecordEvidence _shown;
    private readonly string _of;
    private readonly CheckpointAnchored? _checkpoint;
    private readonly BlockHeader? _recent;
    private readonly Hash32 _leaf;
    private readonly Address? _signer;

    private RecordSteps(LicenseCase license, RecordEvidence shown)
    {
        _license = license;
        _shown = shown;
        _of = shown.Id.ToString();
        _checkpoint = license.Checkpoints.GetValueOrDefault(shown.Checkpoint);
        _recent = license.Headers.Find(shown.Record.RecentBlock);
        _leaf = UsageLeaf.Hash(shown.Record.Kind, shown.Id, shown.Signature);
        _signer = Secp256k1.TryRecover(shown.Record.Digest(Domain), shown.Signature, out var key) ? key : null;
    }

    /// <summary>The steps of every record, each one's own together, in the order of the evidence.</summary>
    public static IEnumerable<VerificationStep> Judge(LicenseCase license) =>
        license.Evidence.Records.Zip(RecordsStep.Judge(license), (shown, among) => Judge(new RecordSteps(license, shown), among)).SelectMany(steps => steps);

    private static VerificationStep[] Judge(RecordSteps steps, VerificationStep? among)
    {
        VerificationStep?[] all =
        [
            steps.Id(), steps.Signature(), steps.Key(), steps.Receipt(), steps.Header(), steps.Completeness(), among,
            LodgingStep.Judge(steps._license, steps._shown, steps._checkpoint),
        ];
        return [.. all.OfType<VerificationStep>()];
    }

    private VerificationStep Id()
    {
        if (!IsHere)
        {
            return Fail(StepName.Id, Note.Of("record-elsewhere"));
        }

        return _shown.Record switch
        {
            UsageReport when _shown.Tombstone is { } tombstone => Erased(tombstone),
            _ when _shown.Tombstone is not null => Fail(StepName.Id, Note.Of("report-tombstone-wrong")),
            UsageReport report => UsageLines.Fit(report, _shown.Lines)
                ? Ok(StepName.Id, Note.Of("report-id-ok", ("lines", report.LineCount)))
                : Fail(StepName.Id, Note.Of("report-lines")),
            _ when !_shown.Lines.IsEmpty => Fail(StepName.Id, Note.Of("report-lines")),
            var record => Ok(StepName.Id, Note.Of("record-id-ok", ("kind", record.Kind))),
        };
    }

    /// <summary>The lines are withheld: they were erased, at a demand that an administrator of the pool signed. The report's own hash needs them not.</summary>
    private VerificationStep Erased(RecordTombstone tombstone)
    {
        if (_license.Facts is null || _license.Pool is null)
        {
            return NotReached(StepName.Id, Step.CauseOf(_license));
        }

        var erasure = tombstone.Erasure;
        var administrates = _license.Offices.Administrators.Exists(term => term.Administrator == erasure.Party);
        var isDemanded = _shown.Lines.IsEmpty
            && erasure.Record == _shown.Id
            && RecordErasure.MayDemand(erasure.Party, _shown.Record.Kind, _shown.Record.Author, administrates)
            && ErasureDecision.WasSigned(erasure, _license.Party(erasure.Party), tombstone.Signature, Domain);
        return (isDemanded ? KeyStep.Doubt(_license, erasure.Party) : Note.Of("report-tombstone-wrong")) is { } flaw
            ? Fail(StepName.Id, flaw)
            : Ok(StepName.Id, Note.Of("report-lines-erased", ("party", erasure.Party), ("at", erasure.RequestedAt)));
    }

    /// <summary>Of this license or, where it names none, of its pool; by a licensee, where a licensee says it.</summary>
    private bool IsHere
    {
        get
        {
            var record = _shown.Record;
            var isPlaced = record.Place.License is { } license ? license == _license.Evidence.License : record.Place.Pool == _license.Pool;
            return isPlaced && RecordEvidence.Kinds.Contains(record.Kind) && (record is PaymentReceived or PaymentDisputed || Licensees().Contains(record.Author));
        }
    }

    /// <summary>All who ever had the license; while the events do not say, whom the origin names.</summary>
    private IEnumerable<PartyId> Licensees() => _license switch
    {
        { History.Holdings: { IsEmpty: false } holdings } => holdings.Select(holding => holding.Licensee),
        { Evidence.Origin: LicenseGrant { Licensee: var licensee } } => [licensee],
        { Evidence.Origin: AttestedImport { Licensee: var licensee } } => [licensee],
        { Evidence.Origin: Sublicense { Sublicensee: var licensee } } => [licensee],
        _ => [],
    };

    private VerificationStep Signature()
    {
        if (_signer is not { } key)
        {
            return Fail(StepName.Signature, Note.Of("record-signature-broken"));
        }

        if (_license.Charter is null)
        {
            return NotReached(StepName.Signature, Cause(StepName.Id));
        }

        var promise = _shown.Promise;
        return promise switch
        {
            _ when promise.Pool != _license.Pool || promise.Leaf != _leaf => Fail(StepName.Signature, Note.Of("promise-broken")),
            _ when LogKey is null => Fail(StepName.Signature, Note.Of("promise-epoch-unknown", ("epoch", promise.Epoch))),
            _ when Secp256k1.TryRecover(promise.Digest(Domain), _shown.PromiseSignature, out var log) && log == LogKey =>
                Ok(StepName.Signature, Note.Of("record-signature-ok", ("key", key))),
            _ => Fail(StepName.Signature, Note.Of("promise-broken")),
        };
    }

    private VerificationStep Key()
    {
        if (_signer is not { } key)
        {
            return NotReached(StepName.Key, StepName.Signature);
        }

        if (_license.Facts is null || _checkpoint is null || _recent is null)
        {
            return NotReached(StepName.Key, Cause(StepName.Receipt));
        }

        // The record was signed between the block that it names and that of its checkpoint.
        var author = _shown.Record.Author;
        var flaw = _license.Party(author).HoldsKeyWithin(key, KeyScopes.Report, _recent.Timestamp, _checkpoint.At.Time)
            ? KeyStep.Doubt(_license, author)
            : Note.Of("key-not-held", ("key", key), ("party", author), ("scope", KeyScopes.Report), ("time", _recent.Timestamp));
        return flaw is null ? Ok(StepName.Key, Note.Of("record-key-ok", ("key", key))) : Fail(StepName.Key, flaw);
    }

    private VerificationStep Receipt()
    {
        if (_license.Facts is null)
        {
            return NotReached(StepName.Receipt, Cause(StepName.Receipt));
        }

        return _checkpoint is { Act: var act } && act.Pool == _license.Pool
            ? Ok(StepName.Receipt, Note.Of("checkpoint-ok", ("size", act.Size)))
            : Fail(StepName.Receipt, Note.Of("checkpoint-missing"));
    }

    private VerificationStep Header() => (_recent, _checkpoint) switch
    {
        (null, _) => Fail(StepName.Header, Note.Of("recent-block-missing")),
        (_, null) => NotReached(StepName.Header, Cause(StepName.Receipt)),
        var (recent, checkpoint) when recent.Number > checkpoint.At.Block.Number => Fail(StepName.Header, Note.Of("recent-block-later")),
        _ => Ok(StepName.Header, Note.Of("record-time", ("since", _recent.Timestamp), ("until", _checkpoint.At.Time))),
    };

    private VerificationStep Completeness()
    {
        if (_checkpoint is not { Act: var act })
        {
            return NotReached(StepName.Completeness, Cause(StepName.Receipt));
        }

        if (LogKey is null)
        {
            return NotReached(StepName.Completeness, _license.Charter is null ? Cause(StepName.Id) : StepName.Signature);
        }

        var (epoch, promised) = (_shown.Promise.Epoch, _shown.Promise.Index);
        if (act.Epoch > epoch && _license.Seals is not { Flaw: null })
        {
            return NotReached(StepName.Completeness, _license.StateHeader is null ? StepName.Header : StepName.Completeness);
        }

        if (act.Epoch < epoch || (act.Epoch == epoch ? promised : _license.Seals!.Carry(epoch, promised, act.Epoch)) is not { } index)
        {
            return Fail(StepName.Completeness, Note.Of("promise-elsewhere", ("index", promised), ("epoch", epoch), ("other", act.Epoch)));
        }

        return !InclusionProof.Verify(act.Root, act.Size, index, _leaf, _shown.Path.AsSpan())
            ? Fail(StepName.Completeness, Note.Of("inclusion-wrong"))
            : Ok(StepName.Completeness, act.Epoch == epoch
                ? Note.Of(IsLate(index) ? "inclusion-late" : "inclusion-ok", ("index", index), ("size", act.Size), ("until", _shown.Promise.AnchorBy), ("at", _checkpoint.At.Time))
                : Note.Of("inclusion-carried-ok", ("promised", promised), ("epoch", epoch), ("index", index), ("size", act.Size), ("other", act.Epoch)));
    }

    /// <summary>Whether this checkpoint is the one that first passed the leaf, and came after the time promised.</summary>
    private bool IsLate(ulong index) => _checkpoint!.OldSize <= index && _checkpoint.At.Time > _shown.Promise.AnchorBy;

    /// <summary>The log key of the promise's epoch, by the charter and the changes shown; null where they know no such epoch.</summary>
    private Address? LogKey => _license.Offices.LogKeyOf(_shown.Promise.Epoch);

    private Ethereum.Typed.Eip712Domain Domain => _license.Evidence.Deployment.DomainOf(ContractName.UsageLog);

    /// <summary>What keeps a step from being judged: what hides all facts, or else <paramref name="step"/>.</summary>
    private StepName Cause(StepName step) => _license.Facts is null ? Step.CauseOf(_license) : step;

    private VerificationStep Ok(StepName name, Note note) => Step.Ok(name, note, _of);

    private VerificationStep Fail(StepName name, Note note) => Step.Fail(name, note, _of);

    private VerificationStep NotReached(StepName name, StepName cause) => Step.NotReached(name, cause, _of);
}
