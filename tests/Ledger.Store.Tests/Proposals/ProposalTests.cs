// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Proposals;

namespace Ledger.Store.Tests.Proposals;

public sealed class ProposalTests
{
    [Theory, EveryStore]
    public async Task A_proposal_comes_back_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var proposal = Some.Proposal("a", "file", expiresAt: ulong.MaxValue / 2);
        var seq = await it.WriteAsync(store => store.Proposals.Add(proposal));
        var read = (await it.ReadAsync(store => store.Proposals.Find(proposal.Id)))!;
        Assert.Equal(proposal with { Seq = seq, Body = read.Body }, read);
        Assert.Equal(seq, (await it.ReadAsync(store => store.Proposals.FindByAct(proposal.ActId)))!.Seq);
    }

    [Theory, EveryStore]
    public async Task The_same_proposal_is_added_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a"))));
    }

    [Theory, EveryStore]
    public async Task An_expiry_beyond_all_time_never_comes(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a", expiresAt: ulong.MaxValue)));
        Assert.Empty(await it.ReadAsync(store => store.Proposals.ExpiredBefore(4_000_000_000, 10)));
    }

    [Theory, EveryStore]
    public async Task Open_proposals_past_their_expiry_are_found(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Proposals.Add(Some.Proposal("a", expiresAt: 99));
            store.Proposals.Add(Some.Proposal("b", expiresAt: 100));
            store.Proposals.Add(Some.Proposal("c", state: ProposalState.Recorded, expiresAt: 1));
            store.Proposals.Add(Some.Proposal("d"));
        });
        Assert.Equal(Some.Hash("a"), Assert.Single(await it.ReadAsync(store => store.Proposals.ExpiredBefore(100, 10))).Id);
    }

    [Theory, EveryStore]
    public async Task Signatures_come_in_the_order_of_signers_and_the_first_one_stays(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var id = Some.Hash("a");
        await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a")));
        Assert.True(await it.WriteAsync(store => store.Proposals.TrySign(id, Some.Signature(1))));
        Assert.True(await it.WriteAsync(store => store.Proposals.TrySign(id, Some.Signature(0))));
        Assert.False(await it.WriteAsync(store => store.Proposals.TrySign(id, Some.Signature(0) with { At = 9 })));
        var signatures = await it.ReadAsync(store => store.Proposals.Signatures(id));
        Assert.Equal([(0, 1_002L), (1, 1_002L)], signatures.Select(signature => (signature.Position, signature.At)));
    }

    [Theory, EveryStore]
    public async Task A_signature_needs_its_proposal(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Proposals.TrySign(Some.Hash("a"), Some.Signature(0))));
    }

    [Theory, EveryStore]
    public async Task A_subject_shows_its_open_proposals(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Proposals.Add(Some.Proposal("a", "file"));
            store.Proposals.Add(Some.Proposal("b", "file", ProposalState.Submitted));
            store.Proposals.Add(Some.Proposal("c", "file", ProposalState.Withdrawn));
            store.Proposals.Add(Some.Proposal("d", "other"));
        });
        var open = await it.ReadAsync(store => store.Proposals.OpenOn(Some.Hash("file")));
        Assert.Equal([Some.Hash("a"), Some.Hash("b")], open.Select(proposal => proposal.Id));
    }

    [Theory, EveryStore]
    public async Task A_move_notes_the_operation_and_keeps_it(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var id = Some.Hash("a");
        await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a")));
        await it.WriteAsync(store => store.Proposals.Move(id, ProposalState.Submitted, Some.Hash("operation")));
        await it.WriteAsync(store => store.Proposals.Move(id, ProposalState.Recorded));
        var read = (await it.ReadAsync(store => store.Proposals.Find(id)))!;
        Assert.Equal((ProposalState.Recorded, Some.Hash("operation")), (read.State, read.Operation!.Value));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Proposals.Move(Some.Hash("nowhere"), ProposalState.Stale)));
    }

    [Theory, EveryStore]
    public async Task Proposals_are_listed_by_number(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var first = await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("a")));
        await it.WriteAsync(store => store.Proposals.Add(Some.Proposal("b")));
        Assert.Equal(Some.Hash("b"), Assert.Single(await it.ReadAsync(store => store.Proposals.List(first, 10))).Id);
    }

    [Theory, EveryStore]
    public async Task An_operation_keeps_its_number_and_birth_through_its_states(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Operations.Put(Some.Operation("a", OperationState.Accepted, "intent")));
        await it.WriteAsync(store => store.Operations.Put(Some.Operation("b", OperationState.Accepted)));
        await it.WriteAsync(store => store.Operations.Put(
            Some.Operation("a", OperationState.Final, "intent") with { CreatedAt = 9, UpdatedAt = 2_000 }));
        var read = (await it.ReadAsync(store => store.Operations.Find(Some.Hash("a"))))!;
        Assert.Equal((1L, OperationState.Final, 1_000L, 2_000L), (read.Seq, read.State, read.CreatedAt, read.UpdatedAt));
        Assert.Equal(read.Id, Assert.Single(await it.ReadAsync(store => store.Operations.OfIntent(Some.Hash("intent")))).Id);
        Assert.Equal(Some.Hash("b"), Assert.Single(await it.ReadAsync(store => store.Operations.InState(OperationState.Accepted, 9))).Id);
        Assert.Equal([Some.Hash("b"), Some.Hash("a")], (await it.ReadAsync(store => store.Operations.Newest(long.MaxValue, 9))).Select(row => row.Id));
        Assert.Equal(Some.Hash("a"), Assert.Single(await it.ReadAsync(store => store.Operations.Newest(2, 9))).Id);
    }
}
