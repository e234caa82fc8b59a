// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class WitnessDecisionTests
{
    private static readonly CheckpointAnchored Anchored = new(Some.At(100), new Checkpoint(Some.Pool, 0, 3, Some.Hash("root")), 0, default);

    private static readonly Witness Sound = new(Some.Pool, 0, 3, Some.Hash("root"), Anchored.At.Block.Hash, Some.Licensee);

    [Fact]
    public void A_licensee_and_a_member_witness_a_final_checkpoint_and_nobody_else_does()
    {
        Assert.Null(Judge(Sound));
        Assert.Equal("witness-outside", Judge(Sound, ground => ground with { File = FileHistory.Empty }));
        Assert.Equal("pool-unknown", Judge(Sound, ground => ground with { Pool = PoolHistory.Empty }));
        Assert.Equal("party-unknown", Judge(Sound, ground => ground with { Party = PartyHistory.Empty }));
    }

    [Fact]
    public void A_witness_names_a_checkpoint_that_the_chain_has_in_that_block()
    {
        Assert.Equal("checkpoint-unknown", Judge(Sound with { Size = 4 }));
        Assert.Equal("checkpoint-unknown", Judge(Sound with { Epoch = 1 }));
        Assert.Equal("checkpoint-unknown", Judge(Sound with { Root = Some.Hash("other") }));
        Assert.Equal("checkpoint-unknown", Judge(Sound with { Block = Some.Hash("other") }));
        Assert.Equal("checkpoint-not-final", Judge(Sound, ground => ground with { FinalUpTo = 99 }));
        Assert.Null(Judge(Sound, ground => ground with { FinalUpTo = 100 }));
    }

    [Fact]
    public void The_key_is_the_partys_own_and_may_witness()
    {
        Assert.Equal("key-not-held", Judge(Sound, key: Some.HolderKey));
        Assert.Equal("key-not-held", Judge(Sound, ground => ground with { Now = 0 }));
    }

    private static string? Judge(Witness witness, Func<WitnessGround, WitnessGround>? change = null, TestKey? key = null)
    {
        var domain = Some.Domain(ContractName.UsageLog);
        var ground = new WitnessGround(
            domain,
            Some.FormedPool(),
            LogHistory.From([Anchored]),
            FileHistory.Empty.Apply(new LicenseGranted(Some.At(), Some.Grant(), default)),
            Some.Find(Some.Licensee)!,
            FinalUpTo: 200,
            Some.Now + 1);
        return WitnessDecision.Decide(change?.Invoke(ground) ?? ground, witness, (key ?? Some.LicenseeKey).Sign(witness.Digest(domain))).Refusal?.Code;
    }
}
