// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Chain.Deploy;
using Ledger.Chain.Embedded;
using Ledger.Chain.Follow;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Tries;

namespace Ledger.Chain.Tests.Deploy;

public sealed class DeploymentTests : IAsyncLifetime, IDisposable
{
    private const ulong Genesis = 1_700_000_000;

    private readonly TempDirectory _directory = new();
    private EmbeddedChain _chain = null!;
    private Submitter _submitter = null!;
    private Deployment _deployment = null!;

    public async Task InitializeAsync()
    {
        _chain = await EmbeddedChain.CreateAsync(
            new EmbeddedChainOptions { Directory = _directory.Path }, new EmbeddedGenesis(Genesis, [TestKeys.Of(1).Address]), CancellationToken.None);
        _submitter = new Submitter(Node, TestKeys.Of(1), new SubmitterOptions { ChainId = _chain.ChainId });
        _deployment = await new Deployer(Node, _submitter, _chain.ChainId).DeployAsync(token => _chain.MineAsync(0, token), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    private EthereumNode Node => new(_chain);

    private LedgerContracts Contracts => _deployment.Contracts;

    [Fact]
    public async Task The_addresses_follow_from_the_account_and_the_contracts_know_each_other()
    {
        Assert.Equal(Enumerable.Range(0, 4).Select(nonce => Deployer.Created(TestKeys.Of(1).Address, (ulong)nonce)), Contracts.Addresses);
        Assert.Equal(4, _deployment.Deployed.Count);
        Assert.Equal(1UL, _deployment.FirstBlock);
        foreach (var contract in _deployment.Deployed)
        {
            Assert.Equal(contract.CodeHash, Keccak256.Hash(await Node.CodeAsync(contract.Address, contract.Block, CancellationToken.None)));
            Assert.Equal(contract.Name, Contracts.NameOf(contract.Address));
        }

        var pools = await Node.CallAsync(null, Contracts.Licenses, LicensesContract.Pools(), null, CancellationToken.None);
        Assert.Equal(Contracts.Pools, LicensesContract.ReadPools(pools.Data.Span));
        Assert.Null(Contracts.NameOf(TestKeys.Of(1).Address));
    }

    [Fact]
    public async Task An_act_goes_on_chain_and_comes_back_as_its_fact()
    {
        var opening = new PartyOpening(TestKeys.Of(2).Address, Address.Zero, Keccak256.Hash([1]), Keccak256.Hash([2]));
        var signatures = SignatureRun.Of(TestKeys.Of(2).Sign(opening.Digest(Contracts.Domain(ContractName.Parties))));
        var block = await RecordAsync(ActCalls.Of(Contracts, opening, signatures));

        var follower = new Follower(Node, new FollowerOptions { Addresses = Contracts.Addresses, Finality = Finality.Immediate, FirstBlock = _deployment.FirstBlock });
        List<FollowStep> steps = [];
        List<BlockRef> known = [];
        while (await follower.NextRangeAsync(known, CancellationToken.None) is { Count: > 0 } range)
        {
            steps.AddRange(range);
            known.InsertRange(0, range.Cast<Advance>().Reverse().Select(step => step.Block));
        }

        var advance = Assert.IsType<Advance>(steps[^1]);
        var log = Assert.Single(advance.Logs);
        Assert.True(FactDecoder.TryDecode(Contracts, advance.Header, log, out var fact));
        Assert.Equal(new PartyOpened(new FactPosition(block, advance.Time, log.Transaction, 0), opening, signatures), fact);

        var foreign = log with { Entry = log.Entry with { Address = TestKeys.Of(3).Address } };
        Assert.False(FactDecoder.TryDecode(Contracts, advance.Header, foreign, out _));
        var elsewhere = log with { Entry = log.Entry with { Address = Contracts.Pools } };
        Assert.False(FactDecoder.TryDecode(Contracts, advance.Header, elsewhere, out _));
        var forged = log.Entry.Data.ToArray();
        forged[31] ^= 1;
        Assert.False(FactDecoder.TryDecode(Contracts, advance.Header, log with { Entry = log.Entry with { Data = forged } }, out _));
        Assert.False(FactDecoder.TryDecode(Contracts, advance.Header, log with { Entry = log.Entry with { Data = forged.AsMemory(1) } }, out _));
    }

    [Fact]
    public async Task What_a_contract_refuses_is_told_with_its_typed_error_before_a_nonce_is_taken()
    {
        var opening = new PartyOpening(TestKeys.Of(2).Address, Address.Zero, Keccak256.Hash([1]), Keccak256.Hash([2]));
        var wrong = SignatureRun.Of(TestKeys.Of(3).Sign(opening.Digest(Contracts.Domain(ContractName.Parties))));
        var refused = Assert.IsType<Preparation.WouldRevert>(await _submitter.PrepareAsync(ActCalls.Of(Contracts, opening, wrong), CancellationToken.None));
        Assert.True(ContractError.TryDecode(refused.RevertData.Span, out _));
    }

    [Fact]
    public async Task Accounts_and_slots_are_proven_against_the_headers_state_root()
    {
        await _chain.MineAsync(0, CancellationToken.None);
        var head = await Node.HeadAsync(CancellationToken.None);
        var proof = await Node.ProofAsync(Contracts.Parties, [Hash32.Zero], head.Ref, CancellationToken.None);

        Assert.IsType<PatriciaVerdict.Present>(StateProof.VerifyAccount(head.Header.StateRoot, Contracts.Parties, proof.AccountNodes, out var account));
        Assert.Equal((proof.CodeHash, proof.StorageRoot, 1UL), (account.CodeHash, account.StorageRoot, account.Nonce));
        Assert.Equal(_deployment.Deployed[0].CodeHash, account.CodeHash);
    }

    [Fact]
    public async Task Receipts_make_the_headers_receipts_root()
    {
        for (var i = 0; i < 3; i++)
        {
            var raw = TestKeys.Transaction(TestKeys.Of((byte)(20 + i)), _chain.ChainId, 0, data: TestKeys.Logs((byte)i));
            await _submitter.SendAsync(new OutboxTransaction(default, TestKeys.Of((byte)(20 + i)).Address, 0, raw, TestKeys.HashOf(raw)), CancellationToken.None);
        }

        await _chain.MineAsync(0, CancellationToken.None);
        var receipts = await Node.ReceiptsAsync(await Node.HeadAsync(CancellationToken.None), CancellationToken.None);
        Assert.Equal(3, receipts.Count);
        Assert.All(receipts, receipt => Assert.True(receipt.Succeeded));
        Assert.Empty(await Node.ReceiptsAsync((await Node.BlockAsync(0, CancellationToken.None))!, CancellationToken.None));
    }

    private async Task<BlockRef> RecordAsync(TransactionIntent intent)
    {
        var prepared = Assert.IsType<Preparation.Prepared>(await _submitter.PrepareAsync(intent, CancellationToken.None));
        var transaction = await _submitter.SignAsync(prepared.Transaction, await _submitter.ChainNonceAsync(CancellationToken.None), CancellationToken.None);
        Assert.Equal(SendOutcome.Sent, (await _submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        await _chain.MineAsync(0, CancellationToken.None);
        var included = Assert.IsType<TransactionFate.Included>(await _submitter.FateAsync(transaction, CancellationToken.None));
        Assert.True(included.Inclusion.Succeeded);
        return included.Inclusion.Block;
    }
}
