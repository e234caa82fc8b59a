// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Events;

namespace Ledger.Evidence.Tests.Events;

public sealed class EventReaderTests
{
    private static readonly EvidenceWorld World = new();
    private static readonly LogEntry Granted = TestLogs.Of(World.Deployment, World.First, new byte[130]);

    [Fact]
    public void The_topics_are_those_that_ethers_computes_from_the_ABI()
    {
        Assert.Equal(TestLogs.PartyOpened, EventTopics.PartyOpened);
        Assert.Equal(TestLogs.KeyAdmitted, EventTopics.KeyAdmitted);
        Assert.Equal(TestLogs.KeyRetired, EventTopics.KeyRetired);
        Assert.Equal(TestLogs.PoolFormed, EventTopics.PoolFormed);
        Assert.Equal(TestLogs.LicenseGranted, EventTopics.LicenseGranted);
        Assert.Equal(TestLogs.LicenseTerminated, EventTopics.LicenseTerminated);
        Assert.Equal(TestLogs.LogKeyChanged, EventTopics.LogKeyChanged);
        Assert.Equal(TestLogs.PolicyChanged, EventTopics.PolicyChanged);
        Assert.Equal(TestLogs.Lodged, EventTopics.Lodged);
        Assert.Equal(TestLogs.ScheduleRevised, EventTopics.ScheduleRevised);
        Assert.Equal(TestLogs.CheckpointAnchored, EventTopics.CheckpointAnchored);
    }

    [Fact]
    public void A_grant_is_read_with_the_signatures_that_it_was_accepted_with()
    {
        Assert.True(EventReader.TryRead(World.Deployment, Granted, default, out var fact));
        var granted = Assert.IsType<LicenseGranted>(fact);
        Assert.Equal(World.First, granted.Act);
        Assert.Equal(new SignatureRun(new byte[130]), granted.Signatures);
    }

    [Fact]
    public void A_checkpoint_is_read_with_the_size_before_it()
    {
        var checkpoint = new Checkpoint(World.Charter.Id, ulong.MaxValue, 9, EvidenceWorld.Salt("root"));
        Assert.True(EventReader.TryRead(World.Deployment, TestLogs.Of(World.Deployment, checkpoint, 4, new byte[65]), default, out var fact));
        var anchored = Assert.IsType<CheckpointAnchored>(fact);
        Assert.Equal((checkpoint, 4UL), (anchored.Act, anchored.OldSize));
    }

    [Fact]
    public void A_revision_is_read_with_its_contributions_and_their_signatures()
    {
        var (revision, contribution) = Revision();
        var log = TestLogs.Of(World.Deployment, revision, new byte[65], [contribution, contribution], new byte[130]);
        Assert.True(EventReader.TryRead(World.Deployment, log, default, out var fact));
        var revised = Assert.IsType<ScheduleRevised>(fact);
        Assert.Equal(revision, revised.Act);
        Assert.Equal<IEnumerable<Contribution>>([contribution, contribution], revised.Contributions);
        Assert.Equal((new SignatureRun(new byte[65]), new SignatureRun(new byte[130])), (revised.Signatures, revised.ContributionSignatures));
    }

    [Fact]
    public void A_change_of_the_log_key_is_read()
    {
        Assert.True(EventReader.TryRead(World.Deployment, TestLogs.Of(World.Deployment, Change, new byte[195]), default, out var fact));
        Assert.Equal(Change, Assert.IsType<LogKeyChanged>(fact).Act);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_revision_or_a_change_under_another_name_is_not_read(int topic)
    {
        var (revision, contribution) = Revision();
        foreach (var log in new[] { TestLogs.Of(World.Deployment, revision, new byte[65], [contribution], new byte[65]), TestLogs.Of(World.Deployment, Change, new byte[195]) })
        {
            Hash32[] topics = [.. log.Topics];
            topics[Math.Min(topic, topics.Length - 1)] = EvidenceWorld.Salt("other");
            Assert.False(EventReader.TryRead(World.Deployment, log with { Topics = topics }, default, out _));
            Assert.False(EventReader.TryRead(World.Deployment, log with { Address = World.Contracts.Licenses }, default, out _));
            Assert.False(EventReader.TryRead(World.Deployment, log with { Data = log.Data[..^32] }, default, out _));
        }
    }

    private static LogKeyChange Change { get; } =
        new(World.Charter.Id, 1, EvidenceWorld.LaterLogKeys[0].Address, false, default, ulong.MaxValue, EvidenceWorld.Salt("change"));

    private static (ScheduleRevision, Contribution) Revision()
    {
        var (pool, schedule) = (World.Charter.Id, new ScheduleId(EvidenceWorld.Schedule));
        var contribution = new Contribution(pool, schedule, World.Licensee, EvidenceWorld.Salt("patents"), 3, ulong.MaxValue, EvidenceWorld.Salt("contribution"));
        return (new(pool, schedule, 1, EvidenceWorld.Salt("list"), 3, new HashList([contribution.ActId]), default, ulong.MaxValue, EvidenceWorld.Salt("revision")), contribution);
    }

    [Fact]
    public void An_event_of_another_contract_is_not_read() =>
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Address = World.Contracts.Pools }, default, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_event_whose_indexed_field_is_not_that_of_its_act_is_not_read(int topic)
    {
        Hash32[] topics = [.. Granted.Topics];
        topics[topic] = EvidenceWorld.Salt("other");
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Topics = topics }, default, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(300)]
    public void Data_cut_short_are_not_read(int length) =>
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Data = Granted.Data[..length] }, default, out _));

    [Fact]
    public void Spare_data_or_topics_are_not_read()
    {
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Data = (byte[])[.. Granted.Data.Span, .. new byte[32]] }, default, out _));
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Topics = Granted.Topics[..3] }, default, out _));
        Assert.False(EventReader.TryRead(World.Deployment, Granted with { Topics = [] }, default, out _));
    }
}
