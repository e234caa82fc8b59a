// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests.Usage;

public sealed class UsageLeafTests
{
    private static readonly Signature Signed = EvidenceWorld.LicenseeRoot.Sign(EvidenceWorld.Salt("record"));

    [Fact]
    public void A_leaf_is_version_kind_record_and_the_hash_of_the_signature()
    {
        var data = UsageLeaf.Data(RecordKind.Observation, new(EvidenceWorld.Salt("record")), Signed);
        Assert.Equal([1, 2, .. EvidenceWorld.Salt("record").ToArray(), .. Keccak256.Hash(Signed.ToArray()).ToArray()], data);
        Assert.Equal(UsageLeaf.DataSize, data.Length);
    }

    [Fact]
    public void A_leaf_moves_with_everything_in_it()
    {
        var leaf = UsageLeaf.Hash(RecordKind.UsageReport, new(EvidenceWorld.Salt("record")), Signed);
        Assert.NotEqual(leaf, UsageLeaf.Hash(RecordKind.Observation, new(EvidenceWorld.Salt("record")), Signed));
        Assert.NotEqual(leaf, UsageLeaf.Hash(RecordKind.UsageReport, new(EvidenceWorld.Salt("other")), Signed));
        Assert.NotEqual(leaf, UsageLeaf.Hash(RecordKind.UsageReport, new(EvidenceWorld.Salt("record")), EvidenceWorld.LogKey.Sign(EvidenceWorld.Salt("record"))));
    }
}
