// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>A report as read: its form and its signature are good, nothing else is known of it yet.</summary>
internal sealed record ReadReport(UsageReport Report, RecordId Id, IReadOnlyList<UsageLine> Lines, Address Signer, Signature Signature);

/// <summary>The place on the chain that a snapshot stands at: while it does, what was gathered there holds.</summary>
/// <param name="Time">The head's, UTC seconds.</param>
internal readonly record struct GroundPlace(BlockRef? Head, ulong Time, BlockRef? Final);

/// <summary>What reports are judged against, gathered from snapshots of one place; judging reads only, so that it may run in parallel.</summary>
/// <param name="Place">The snapshots' place.</param>
internal sealed record IntakeGround(GroundPlace Place)
{
    private readonly ConcurrentDictionary<LicenseId, LicenseHistory> _licenses = [];
    private readonly ConcurrentDictionary<(PartyId, Hash32), IntakeContext> _intakes = [];
    private readonly ConcurrentDictionary<PoolId, UsageEpochs> _epochs = [];
    private readonly ConcurrentDictionary<LicenseId, TermsInEffect> _terms = [];
    private readonly ConcurrentDictionary<RecordId, StreamOpening> _streams = [];
    private readonly ConcurrentDictionary<RecordId, Lodging> _lodgings = [];

    /// <summary>How much is gathered.</summary>
    public int Count => _licenses.Count + _intakes.Count + _streams.Count;

    public LicenseHistory License(LicenseId id) => _licenses[id];

    public UsageEpochs Epochs(PoolId pool) => _epochs[pool];

    public void Add(PoolId pool, Func<PoolId, UsageEpochs> find) => _epochs.GetOrAdd(pool, find);

    public void Add(LicenseId id, Func<LicenseId, LicenseHistory> find, Func<LicenseHistory, TermsInEffect> terms) =>
        _terms.GetOrAdd(id, _ => terms(_licenses.GetOrAdd(id, find)));

    public void Add(PartyId reporter, Hash32 recentBlock, Func<PartyId, Hash32, IntakeContext> find) =>
        _intakes.GetOrAdd((reporter, recentBlock), key => find(key.Item1, key.Item2));

    /// <summary>Only a report whose block is too old by now needs a lodging.</summary>
    public void Add(UsageReport report, Func<RecordId, Lodging?> find)
    {
        if (_intakes[(report.Reporter, report.RecentBlock)].IsBackdated && report.Id is var id && find(id) is { } lodging)
        {
            _lodgings.TryAdd(id, lodging);
        }
    }

    /// <summary>An opening never changes; that there is none may.</summary>
    public void Add(RecordId stream, Func<RecordId, StreamOpening?> find)
    {
        if (!_streams.ContainsKey(stream) && find(stream) is { } opening)
        {
            _streams.TryAdd(stream, opening);
        }
    }

    /// <summary>What of a report's lines lies outside of the license, from the first line on.</summary>
    public IEnumerable<(int Line, LineOutside Why)> Outside(ReadReport read) => _terms[read.Report.License].Outside(read.Report, read.Lines);

    /// <summary>All rules but the stream's, which only the writer can judge: the report is taken to come next in its stream.</summary>
    public Refusal? Judge(ReadReport read)
    {
        var report = read.Report;
        var before = report.Sequence > 1 ? new StreamHead(report.Sequence - 1, report.Previous) : null;
        var intake = _intakes[(report.Reporter, report.RecentBlock)];
        return ReportDecision.Decide(
            _lodgings.TryGetValue(read.Id, out var lodging) ? intake with { Lodging = lodging } : intake,
            _licenses[report.License],
            _streams.GetValueOrDefault(report.Stream),
            before,
            report,
            read.Lines,
            read.Signer,
            _terms[report.License]).Refusal;
    }
}
