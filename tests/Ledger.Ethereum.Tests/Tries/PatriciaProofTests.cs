// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tries;

namespace Ledger.Ethereum.Tests.Tries;

public sealed class PatriciaProofTests
{
    private static readonly byte[] Key = [0x12, 0x34];
    private static readonly byte[] Long = [.. Enumerable.Repeat((byte)7, 40)];
    private static readonly byte[] End = Node(Bytes(0x20), Bytes(Long)); // a leaf whose path ends with the key
    private static readonly byte[] Branch = Node([.. Enumerable.Repeat(Bytes(), 4), Hash(End), .. Enumerable.Repeat(Bytes(), 12)]);
    private static readonly byte[][] Sound = [Node(Bytes(0x11, 0x23), Hash(Branch)), Branch, End];

    public static TheoryData<PatriciaFlaw> Flaws => [.. Enum.GetValues<PatriciaFlaw>()];

    [Fact]
    public void A_sound_proof_shows_the_value() =>
        Assert.Equal(Long, Assert.IsType<PatriciaVerdict.Present>(Verify(Sound)).Value.ToArray());

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Each_way_to_be_wrong_has_its_verdict(PatriciaFlaw flaw)
    {
        var wrong = Broken(flaw);
        Assert.NotEmpty(wrong);
        Assert.All(wrong, proof => Assert.Equal(new PatriciaVerdict.Wrong(flaw, proof.At), PatriciaProof.Verify(proof.Root, Key, proof.Nodes)));
    }

    [Fact]
    public void A_slot_that_is_empty_on_the_keys_way_shows_absence() => Assert.IsType<PatriciaVerdict.Absent>(
        PatriciaProof.Verify(Keccak256.Hash(Sound[0]), [0x12, 0x35], [Sound[0], Branch]));

    [Fact]
    public void A_leaf_of_another_key_shows_absence() => Assert.IsType<PatriciaVerdict.Absent>(
        PatriciaProof.Verify(Keccak256.Hash(Sound[0]), [0x12, 0x34, 0x56], Sound));

    [Fact]
    public void An_extension_that_leads_elsewhere_shows_absence() => Assert.IsType<PatriciaVerdict.Absent>(
        PatriciaProof.Verify(Keccak256.Hash(Sound[0]), [0x13, 0x34], [Sound[0]]));

    [Fact]
    public void A_key_that_ends_in_a_branch_without_value_is_absent() => Assert.IsType<PatriciaVerdict.Absent>(
        PatriciaProof.Verify(Keccak256.Hash(Branch), [], [Branch]));

    [Fact]
    public void An_inline_node_is_walked_without_being_given()
    {
        var root = Node([.. Enumerable.Repeat(Bytes(), 1), Node(Bytes(0x32, 0x34), Bytes(5)), .. Enumerable.Repeat(Bytes(), 15)]);
        var verdict = PatriciaProof.Verify(Keccak256.Hash(root), Key, [root]);
        Assert.Equal([5], Assert.IsType<PatriciaVerdict.Present>(verdict).Value.ToArray());
        Assert.IsType<PatriciaVerdict.Absent>(PatriciaProof.Verify(Keccak256.Hash(root), [0x12, 0x35], [root]));
        Assert.Equal(
            new PatriciaVerdict.Wrong(PatriciaFlaw.SpareNodes, 1),
            PatriciaProof.Verify(Keccak256.Hash(root), Key, [root, Node(Bytes(0x32, 0x34), Bytes(5))]));
    }

    [Fact]
    public void The_empty_trie_holds_nothing_however_that_is_said()
    {
        Assert.IsType<PatriciaVerdict.Absent>(PatriciaProof.Verify(PatriciaProof.EmptyRoot, Key, []));
        Assert.IsType<PatriciaVerdict.Absent>(PatriciaProof.Verify(PatriciaProof.EmptyRoot, Key, [[0x80]]));
        Assert.Equal(new PatriciaVerdict.Wrong(PatriciaFlaw.WrongRoot, 0), PatriciaProof.Verify(PatriciaProof.EmptyRoot, Key, Sound));
        Assert.Equal(new PatriciaVerdict.Wrong(PatriciaFlaw.SpareNodes, 1), PatriciaProof.Verify(PatriciaProof.EmptyRoot, Key, [[0x80], [0x80]]));
    }

    [Fact]
    public void A_proof_of_one_key_shows_nothing_of_another() =>
        Assert.IsNotType<PatriciaVerdict.Present>(PatriciaProof.Verify(Keccak256.Hash(Sound[0]), [0x12, 0x44], Sound));

    private static (Hash32 Root, byte[][] Nodes, int At)[] Broken(PatriciaFlaw flaw) => flaw switch
    {
        PatriciaFlaw.NoNodes => [(Keccak256.Hash(Sound[0]), [], 0)],
        PatriciaFlaw.WrongRoot => [(Keccak256.Hash([]), Sound, 0), (Keccak256.Hash(Sound[0]), [[]], 0)],
        PatriciaFlaw.WrongNode => [(Keccak256.Hash(Sound[0]), [Sound[0], End, Branch], 1), (Keccak256.Hash(Sound[0]), [Sound[0], Branch, Branch], 2)],
        PatriciaFlaw.MalformedRlp =>
        [
            Alone([0x81, 0x80]), Alone([]), Alone([.. Sound[0], 0]), Alone(Sound[0][..^1]), Alone([0xc2, 0x81, 0x05]), Alone(Bytes(Long)),
        ],
        PatriciaFlaw.WrongItemCount => [Alone(Node()), Alone(Node(Bytes(0x20))), Alone(Node(Bytes(0x20), Bytes(1), Bytes(1))), Alone(Node([.. Enumerable.Repeat(Bytes(), 18)]))],
        PatriciaFlaw.MalformedPath =>
        [
            Alone(Node(Bytes(), Bytes(1))), Alone(Node(Bytes(0x40), Bytes(1))), Alone(Node(Bytes(0x2f), Bytes(1))), Alone(Node(Bytes(0x01), Hash(End))),
            Alone(Node(Bytes(0x00), Hash(End))), Alone(Node(Node(), Hash(End))),
        ],
        PatriciaFlaw.MalformedReference =>
        [
            Alone(Node(Bytes(0x11), Bytes(1, 2, 3))), Alone(Node(Bytes(0x11), End)), Alone(Node([.. Enumerable.Repeat(Bytes(), 16).Prepend(Bytes(new byte[31]))])),
            Alone(Node([.. Enumerable.Repeat(Bytes(), 16).Prepend(Bytes(new byte[33]))])), Alone(Node([.. Enumerable.Repeat(Bytes(), 16).Prepend(End)])),
        ],
        PatriciaFlaw.MalformedValue =>
        [
            Alone(Node(Bytes(0x20), Bytes())), Alone(Node(Bytes(0x20), Node())), Alone(Node([.. Enumerable.Repeat(Bytes(), 16), Node()])),
        ],
        PatriciaFlaw.EmptyExtension => [Alone(Node(Bytes(0x11), Bytes()))],
        PatriciaFlaw.ShortNodeByHash => Short(Node(Bytes(0x32, 0x34), Bytes(5))),
        PatriciaFlaw.MissingNode => [(Keccak256.Hash(Sound[0]), Sound[..1], 1), (Keccak256.Hash(Sound[0]), Sound[..2], 2)],
        PatriciaFlaw.SpareNodes => [(Keccak256.Hash(Sound[0]), [.. Sound, End], 3), (Keccak256.Hash(Sound[0]), [.. Sound, []], 3)],
        _ => [],
    };

    private static (Hash32 Root, byte[][] Nodes, int At) Alone(byte[] node) => (Keccak256.Hash(node), [node], 0);

    private static (Hash32 Root, byte[][] Nodes, int At)[] Short(byte[] leaf)
    {
        var root = Node([Bytes(), Hash(leaf), .. Enumerable.Repeat(Bytes(), 15)]);
        return [(Keccak256.Hash(root), [root, leaf], 1)];
    }

    private static PatriciaVerdict Verify(byte[][] nodes) => PatriciaProof.Verify(Keccak256.Hash(nodes[0]), Key, nodes);

    private static byte[] Hash(byte[] node) => Bytes(Keccak256.Hash(node).ToArray());

    private static byte[] Bytes(params byte[] bytes)
    {
        var writer = new RlpWriter();
        writer.Bytes(bytes);
        return writer.ToArray();
    }

    private static byte[] Node(params byte[][] items)
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        foreach (var item in items)
        {
            writer.Raw(item);
        }

        writer.EndList(list);
        return writer.ToArray();
    }
}
