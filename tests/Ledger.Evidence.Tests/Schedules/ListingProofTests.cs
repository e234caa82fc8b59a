// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Schedules;

namespace Ledger.Evidence.Tests.Schedules;

public sealed class ListingProofTests
{
    private static readonly ImmutableArray<Patent> Five = [.. new[] { "10", "20", "30", "40", "50" }.Select(number => Patent(number))];

    [Theory]
    [InlineData("CN10", ListingVerdict.Listed, 1)]
    [InlineData("CN50B", ListingVerdict.Listed, 1)]
    [InlineData("CN35", ListingVerdict.NotListed, 2)]
    [InlineData("CN05", ListingVerdict.NotListed, 1)]
    [InlineData("CN60", ListingVerdict.NotListed, 1)]
    [InlineData("AT60", ListingVerdict.NotListed, 1)]
    [InlineData("US10", ListingVerdict.NotListed, 1)]
    public void What_a_list_says_of_a_number_is_proven(string number, ListingVerdict verdict, int leaves)
    {
        var proof = ListingProof.Make(Five, Number(number));
        Assert.Equal((verdict, leaves), (proof.Verify(Number(number)), proof.Leaves.Length));
        Assert.Equal((PatentList.Root(Five), 5u), (proof.Root, proof.Count));
    }

    [Fact]
    public void An_empty_list_lists_nothing()
    {
        var proof = ListingProof.Make([], Number("CN10"));
        Assert.Equal(ListingVerdict.NotListed, proof.Verify(Number("CN10")));
        Assert.Equal(ListingVerdict.EmptyRootWrong, (proof with { Root = PatentList.Root(Five) }).Verify(Number("CN10")));
        Assert.Equal(ListingVerdict.LeafSpare, (proof with { Leaves = [Leaf(Five, 0)] }).Verify(Number("CN10")));
    }

    public static TheoryData<ListingVerdict, string, Func<ListingProof>> Wrong => new()
    {
        { ListingVerdict.LeafMissing, "CN35", () => Shown() },
        { ListingVerdict.LeafMissing, "CN35", () => new ListingProof(PatentList.Root(Five), 5, default) },
        { ListingVerdict.LeafSpare, "CN35", () => Shown(2, 3, 4) },
        { ListingVerdict.LeafSpare, "CN30", () => Shown(2, 3) },
        { ListingVerdict.LeafSpare, "CN40", () => Shown(2, 3) },
        { ListingVerdict.PathWrong, "CN35", () => Shown(2, 3) with { Root = MerkleHash.Empty } },
        { ListingVerdict.PathWrong, "CN35", () => Shown(2, 3) with { Count = 4 } },
        { ListingVerdict.PathWrong, "CN35", () => Shown(2, 3) with { Count = 9 } },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Index = 1 }) },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Index = 5 }) },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Path = leaf.Path[..^1] }) },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Path = [.. leaf.Path, MerkleHash.Empty] }) },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Patent = leaf.Patent with { Number = "31" } }) },
        { ListingVerdict.PathWrong, "CN35", () => Altered(leaf => leaf with { Patent = leaf.Patent with { InForceUntil = 7 } }) },
        { ListingVerdict.NotAdjacent, "CN35", () => Shown(1, 3) },
        { ListingVerdict.NotAdjacent, "CN35", () => Shown(3, 2) },
        { ListingVerdict.NotBetween, "CN45", () => Shown(2, 3) },
        { ListingVerdict.NotBetween, "CN25", () => Shown(2, 3) },
        { ListingVerdict.NotFirst, "CN15", () => Shown(1) },
        { ListingVerdict.NotLast, "CN45", () => Shown(3) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_proof_says_how_it_is_wrong(ListingVerdict verdict, string number, Func<ListingProof> proof) =>
        Assert.Equal(verdict, proof().Verify(Number(number)));

    [Fact]
    public void Two_neighbours_that_do_not_ascend_prove_nothing()
    {
        ImmutableArray<Patent> unsorted = [Patent("40"), Patent("30")];
        Assert.Equal(
            ListingVerdict.NotAscending,
            new ListingProof(PatentList.Root(unsorted), 2, [Leaf(unsorted, 0), Leaf(unsorted, 1)]).Verify(Number("CN35")));
    }

    [Fact]
    public void Every_verdict_is_named_by_a_test() => Assert.Equal(
        Enum.GetValues<ListingVerdict>().Order(),
        Wrong.Select(row => (ListingVerdict)row[0]).Concat(
            [ListingVerdict.Listed, ListingVerdict.NotListed, ListingVerdict.EmptyRootWrong, ListingVerdict.NotAscending]).Distinct().Order());

    [Fact]
    public void Every_number_of_any_list_is_proven_listed_and_every_other_not() => Prop.ForAll(
        Gen.Choose(0, 40).ListOf().ToArbitrary(),
        numbers =>
        {
            var listed = numbers.Distinct().Select(number => (number * 2).ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).ToList();
            List<Patent> patents = [.. listed.Select(number => Patent(number))];
            return Enumerable.Range(0, 82).All(number =>
                ListingProof.Make(patents, Number($"CN{number}")) is var proof
                && proof.Root == PatentList.Root(patents)
                && proof.Verify(Number($"CN{number}")) == (listed.Contains($"{number}", StringComparer.Ordinal) ? ListingVerdict.Listed : ListingVerdict.NotListed));
        }).QuickCheckThrowOnFailure();

    private static ListingProof Shown(params int[] indices) =>
        new(PatentList.Root(Five), 5, [.. indices.Select(i => Leaf(Five, i))]);

    private static ListingProof Altered(Func<ListedLeaf, ListedLeaf> spoil)
    {
        var proof = Shown(2, 3);
        return proof with { Leaves = proof.Leaves.SetItem(0, spoil(proof.Leaves[0])) };
    }

    private static ListedLeaf Leaf(ImmutableArray<Patent> patents, int index) =>
        new(patents[index], (uint)index, [.. InclusionProof.Make(PatentList.Leaves(patents), (ulong)index)]);

    private static PublicationNumber Number(string text) => PublicationNumber.TrySplit(text, out var number) ? number : throw new ArgumentException("no number", nameof(text));

    internal static Patent Patent(string number, PartyId holder = default) =>
        new("CN", number, "B", null, holder, "AVS1-P2", "2004", null, null, null, null, null);
}
