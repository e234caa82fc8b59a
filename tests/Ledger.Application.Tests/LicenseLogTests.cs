// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Tracing;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tests;

/// <summary>What is asked of a license's log one by one, against the fold of all its records.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class LicenseLogTests(SeededTemplate template)
{
    private const int Histories = 8;
    private const int Steps = 60;

    [Fact]
    public async Task Single_answers_are_those_of_the_whole_fold_however_far_the_index_has_come()
    {
        await using var test = await TestLedger.StartAsync(template);
        var store = test.Ledger.Context.Store;
        var indexing = new ReportIndexing(test.Ledger.Context);
        List<RandomLicenses> all = [];
        for (var seed = 0; seed < Histories; seed++)
        {
            var licenses = new RandomLicenses(seed);
            all.Add(licenses);
            for (var step = 0; step < Steps; step++)
            {
                await store.WriteAsync(licenses.Step);
                if (licenses.Chance(3))
                {
                    await indexing.StepAsync(CancellationToken.None);
                }

                await store.ReadAsync(licenses.Compare);
            }
        }

        Assert.Superset(
            new HashSet<string>(["superseded-unknown", "superseded-already", "superseded-otherwise", "report-void-already", "report-not-own", "report-relied-on"]),
            all.SelectMany(one => one.Refusals).ToHashSet());

        // Made anew in one go, sums and answers are the same.
        await indexing.CatchUpAsync(CancellationToken.None);
        var sums = await store.ReadAsync(reader => all.SelectMany(one => one.Sums(reader)).ToList());
        Assert.NotEmpty(sums);
        Sql.Run(
            test.Directory,
            "DELETE FROM report_index; DELETE FROM period_sums; DELETE FROM record_answers; UPDATE report_index_through SET seq = 0");
        await indexing.CatchUpAsync(CancellationToken.None);
        Assert.Equal(sums, await store.ReadAsync(reader => all.SelectMany(one => one.Sums(reader)).ToList()));
        foreach (var licenses in all)
        {
            await store.ReadAsync(licenses.Compare);
        }
    }

    /// <summary>Records at random under two licenses, of two reporters, three streams each, and three periods; those that the rules refuse stay out.</summary>
    private sealed class RandomLicenses(int seed)
    {
        private static readonly (ulong Start, ulong End)[] _periods = [(100, 200), (200, 300), (200, ulong.MaxValue)];

        private readonly Random _random = new(seed);
        private readonly LicenseId[] _licenses = [new(Name(seed, "one")), new(Name(seed, "other"))];
        private readonly PartyId[] _reporters = [new(Name(seed, "reporter")), new(Name(seed, "successor"))];
        private readonly Dictionary<RecordId, ulong> _streams = [];
        private readonly List<UsageReport> _reports = [];
        private readonly List<UsageReport> _kept = [];
        private readonly List<PaymentClaimed> _claims = [];
        private int _made;

        public List<string> Refusals { get; } = [];

        public bool Chance(int of) => _random.Next(of) == 0;

        /// <summary>One record more; its judgement is the same by either reading.</summary>
        public bool Step(IStoreWriter writer)
        {
            IUsageRecord record = _random.Next(12) switch
            {
                < 7 => Report(),
                7 or 8 => new ReportVoid(Any(_licenses), Any(_reporters), Target().Id, Salt(), Salt()),
                9 => Statement(writer),
                10 => new PaymentClaimed(Any(_licenses), Any(_reporters), 50, Chance(2) ? 60UL : 150UL, 5, "CNY", 1, "Wire", Salt(), Salt()),
                _ when _claims.Count > 0 && Any(_claims) is var claim => Chance(2)
                    ? new PaymentReceived(claim.License, Any(_reporters), claim.Id, 5, "CNY", 1, Salt(), Salt())
                    : new PaymentDisputed(claim.License, Any(_reporters), claim.Id, "Nothing came.", Salt(), Salt()),
                _ => Report(),
            };
            var license = record.Place.License!.Value;
            var (whole, single) = (Judge(KeptRecords.Of(writer, license), record), Judge(new LicenseLog(writer, license), record));
            Assert.Equal(whole, single);
            if (whole is not null)
            {
                Refusals.Add(whole.Code);
            }
            else
            {
                Append(writer, record);
            }

            return true;
        }

        /// <summary>Every answer about every license, by either reading.</summary>
        public bool Compare(IStoreReader reader)
        {
            foreach (var license in _licenses)
            {
                var (whole, single) = (KeptRecords.Of(reader, license), new LicenseLog(reader, license));
                foreach (var report in _reports.Concat(_kept))
                {
                    Assert.Equal(whole.Report(report.Id), single.Report(report.Id));
                    Assert.Equal(whole.CorrectionOf(report.Id), single.CorrectionOf(report.Id));
                    Assert.Equal(whole.VoidOf(report.Id), single.VoidOf(report.Id));
                    Assert.Equal(whole.RelianceOn(report), single.RelianceOn(report));
                }

                foreach (var claim in _claims)
                {
                    Assert.Equal(whole.Claim(claim.Id), single.Claim(claim.Id));
                    Assert.Equal(whole.ReceiptOf(claim.Id), single.ReceiptOf(claim.Id));
                    Assert.Equal(whole.DisputeOf(claim.Id), single.DisputeOf(claim.Id));
                }

                foreach (var (reporter, (start, end)) in Periods())
                {
                    Assert.Equal(whole.StatementOf(reporter, start, end), single.StatementOf(reporter, start, end));
                    Assert.Equal(whole.Heads(reporter, start, end), single.Heads(reporter, start, end));
                    Assert.Equal(whole.Totals(reporter, start, end), single.Totals(reporter, start, end));
                }
            }

            return true;
        }

        public IEnumerable<PeriodSum> Sums(IStoreReader reader) => _licenses.SelectMany(
            license => Periods().SelectMany(one => reader.Reports.SumsOf(PeriodKey.Of(license, one.Reporter, one.Period.Start, one.Period.End))));

        private IEnumerable<(PartyId Reporter, (ulong Start, ulong End) Period)> Periods() => _reporters.SelectMany(one => _periods.Select(period => (one, period)));

        private Refusal? Judge(ILicenseLog log, IUsageRecord record) => record switch
        {
            UsageReport report => ReportDecision.CheckCorrection(log, report),
            ReportVoid taken => RecordDecision.CheckContent(
                new RecordGround(null!, PoolHistory.Empty, LicenseHistory.Empty, FileHistory.Empty, log, _kept.Find(report => report.Id == taken.Report)), taken),
            PaymentReceived receipt when log.ReceiptOf(receipt.Claim) is { } earlier => new ClaimSettled(receipt.Claim, earlier.Id),
            PaymentDisputed dispute when log.DisputeOf(dispute.Claim) is { } earlier => new ClaimSettled(dispute.Claim, earlier.Id),
            _ => null,
        };

        /// <summary>Half of the reports correct another one, mostly one that they can; some are kept outside of the log.</summary>
        private UsageReport Report()
        {
            var old = _reports.Count > 0 && Chance(2) ? Target() : null;
            var like = old is not null && !Chance(8) ? old : null;
            var (start, end) = like is null ? Any(_periods) : (like.PeriodStart, like.PeriodEnd);
            var reporter = like?.Reporter ?? Any(_reporters);
            var stream = new RecordId(Name(_random.Next(3), reporter.ToString()));
            var huge = UInt256.From(System.Numerics.BigInteger.Pow(2, 255));
            var report = new UsageReport(
                like?.License ?? Any(_licenses), reporter, stream, _streams.GetValueOrDefault(stream) + 1, default, old?.Id ?? default, start, end, Salt(),
                (uint)_random.Next(4), Chance(9) ? huge : (ulong)_random.Next(100), Chance(9) ? huge : (ulong)_random.Next(100), Any(["", "CNY", "CNY", "USD"]), Salt(), Salt());
            if (Chance(8))
            {
                _kept.Add(report);
                return Report();
            }

            return report;
        }

        private PeriodStatement Statement(IStoreReader reader)
        {
            var (license, reporter, (start, end)) = (Any(_licenses), Any(_reporters), Any(_periods));
            var last = KeptRecords.Of(reader, license).StatementOf(reporter, start, end)?.Id ?? default;
            return new PeriodStatement(license, reporter, start, end, [], 0, 0, 0UL, 0UL, "", last, Salt(), Salt());
        }

        private void Append(IStoreWriter writer, IUsageRecord record)
        {
            var report = record as UsageReport;
            if (report is not null)
            {
                _reports.Add(report);
                _streams[report.Stream] = report.Sequence;
            }
            else if (record is PaymentClaimed claim)
            {
                _claims.Add(claim);
            }

            var pool = Name(seed, "pool");
            writer.Journal.Append(new JournalRow(
                0, pool, 0, writer.Journal.Size(pool, 0), record.Kind, record.Id.Value, record.Id.Value, record.Author.Value, record.Concerns,
                report?.Stream.Value, report?.Sequence, RecordJson.Message(record), new byte[Signature.Size], null, writer.Blocks.Head!.Ref, 1, null));
        }

        private UsageReport Target() => _kept.Count > 0 && (_reports.Count == 0 || Chance(5)) ? Any(_kept) : _reports.Count > 0 ? Any(_reports) : Report();

        private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

        private Hash32 Salt() => Name(seed, $"salt {_made++}");

        private static Hash32 Name(int seed, string name) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"{seed} {name}"));
    }
}
