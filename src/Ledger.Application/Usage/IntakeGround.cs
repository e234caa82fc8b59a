// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>A report as read: its form and its signature are good, nothing else is known of it yet.</summary>
internal sealed record ReadReport(UsageReport Report, IReadOnlyList<UsageLine> Lines, Address Signer, Signature Signature);

/// <summary>What a batch of reports is judged against, gathered from one snapshot; judging reads only, so that it may run in parallel.</summary>
/// <param name="Head">The snapshot's head: while it stands, the judgement does.</param>
internal sealed record IntakeGround(BlockRef Head)
{
    private readonly Dictionary<LicenseId, LicenseHistory> _licenses = [];
    private readonly Dictionary<(PartyId, Hash32), IntakeContext> _intakes = [];
    private readonly Dictionary<PoolId, UsageEpochs> _epochs = [];
    private readonly Dictionary<LicenseId, TermsInEffect> _terms = [];
    private readonly Dictionary<RecordId, StreamOpening?> _streams = [];

    public LicenseHistory License(LicenseId id) => _licenses[id];

    public UsageEpochs Epochs(PoolId pool) => _epochs[pool];

    public void Add(PoolId pool, Func<PoolId, UsageEpochs> find)
    {
        if (!_epochs.ContainsKey(pool))
        {
            _epochs.Add(pool, find(pool));
        }
    }

    public void Add(LicenseId id, Func<LicenseId, LicenseHistory> find, Func<LicenseHistory, TermsInEffect> terms)
    {
        if (!_licenses.ContainsKey(id))
        {
            _licenses.Add(id, find(id));
            _terms.Add(id, terms(_licenses[id]));
        }
    }

    public void Add(PartyId reporter, Hash32 recentBlock, Func<PartyId, Hash32, IntakeContext> find)
    {
        if (!_intakes.ContainsKey((reporter, recentBlock)))
        {
            _intakes.Add((reporter, recentBlock), find(reporter, recentBlock));
        }
    }

    public void Add(RecordId stream, Func<RecordId, StreamOpening?> find)
    {
        if (!_streams.ContainsKey(stream))
        {
            _streams.Add(stream, find(stream));
        }
    }

    /// <summary>What of a report's lines lies outside of the license, from the first line on.</summary>
    public IEnumerable<(int Line, LineOutside Why)> Outside(ReadReport read) => read.Lines.SelectMany((line, i) =>
        _terms[read.Report.License].Outside(read.Report, line).Select(why => (i, why)));

    /// <summary>All rules but the stream's, which only the writer can judge: the report is taken to come next in its stream.</summary>
    public Refusal? Judge(ReadReport read)
    {
        var report = read.Report;
        var before = report.Sequence > 1 ? new StreamHead(report.Sequence - 1, report.Previous) : null;
        return ReportDecision.Decide(
            _intakes[(report.Reporter, report.RecentBlock)],
            _licenses[report.License],
            _streams[report.Stream],
            before,
            report,
            read.Lines,
            read.Signature,
            _terms[report.License]).Refusal;
    }
}
