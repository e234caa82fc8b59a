// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MerkleLog} from "../../../contracts/libraries/MerkleLog.sol";
import {vm} from "./Vm.sol";

contract MerkleLogHarness {
    function includes(
        bytes32 root,
        uint64 size,
        uint64 index,
        bytes32 leaf,
        bytes32[] calldata path
    ) external pure returns (bool) {
        return MerkleLog.includes(root, size, index, leaf, path);
    }

    function extends(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) external pure returns (bool) {
        return MerkleLog.extends(oldSize, oldRoot, newSize, newRoot, proof);
    }
}

/// @notice The verification loops against trees and proofs made by the recursive definitions of RFC 6962 §2.1.
contract MerkleLogTest {
    MerkleLogHarness private log;
    bytes32[] private path;

    function setUp() public {
        log = new MerkleLogHarness();
    }

    function testFuzz_Every_leaf_of_every_tree_is_included(uint64 size, uint64 index, bytes32 seed) public {
        size = 1 + (size % 70);
        index %= size;
        prove(index, 0, size, seed);
        require(log.includes(rootOf(0, size, seed), size, index, leafAt(index, seed), path));
    }

    function testFuzz_No_other_leaf_is(uint64 size, uint64 index, bytes32 seed, bytes32 other) public {
        size = 1 + (size % 70);
        index %= size;
        vm.assume(other != leafAt(index, seed));
        prove(index, 0, size, seed);
        require(!log.includes(rootOf(0, size, seed), size, index, other, path));
    }

    function testFuzz_Nor_at_another_index(uint64 size, uint64 index, uint64 claimed, bytes32 seed) public {
        size = 1 + (size % 70);
        (index, claimed) = (index % size, claimed % (2 * size));
        vm.assume(index != claimed);
        prove(index, 0, size, seed);
        require(!log.includes(rootOf(0, size, seed), size, claimed, leafAt(index, seed), path));
    }

    function testFuzz_Every_tree_extends_its_beginnings(uint64 oldSize, uint64 size, bytes32 seed) public {
        size = 1 + (size % 70);
        oldSize %= size + 1;
        if (oldSize != 0 && oldSize != size) proveExtension(oldSize, 0, size, true, seed);
        require(log.extends(oldSize, rootOf(0, oldSize, seed), size, rootOf(0, size, seed), path));
    }

    function testFuzz_No_tree_extends_another_beginning(
        uint64 oldSize,
        uint64 size,
        bytes32 seed,
        bytes32 other
    ) public {
        size = 2 + (size % 70);
        oldSize = 1 + (oldSize % (size - 1));
        vm.assume(other != seed);
        proveExtension(oldSize, 0, size, true, seed);
        require(!log.extends(oldSize, rootOf(0, oldSize, other), size, rootOf(0, size, seed), path));
        require(!log.extends(oldSize, rootOf(0, oldSize, seed), size, rootOf(0, size, other), path));
    }

    function testFuzz_A_proof_with_a_node_more_or_less_proves_nothing(
        uint64 oldSize,
        uint64 size,
        bytes32 seed,
        bytes32 spare
    ) public {
        size = 2 + (size % 70);
        oldSize = 1 + (oldSize % (size - 1));
        proveExtension(oldSize, 0, size, true, seed);
        (bytes32 oldRoot, bytes32 root) = (rootOf(0, oldSize, seed), rootOf(0, size, seed));
        path.push(spare);
        require(!log.extends(oldSize, oldRoot, size, root, path));
        path.pop();
        path.pop();
        require(!log.extends(oldSize, oldRoot, size, root, path));
    }

    function testFuzz_Random_nodes_prove_nothing(
        bytes32 root,
        bytes32 leaf,
        uint64 size,
        uint64 index,
        bytes32[] calldata nodes
    ) public view {
        vm.assume(root != leaf);
        require(!log.includes(root, size, index, leaf, nodes));
        if (index != 0) require(!log.extends(index, leaf, size, root, nodes));
    }

    function leafAt(uint64 index, bytes32 seed) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x00), seed, index));
    }

    /// @dev The largest power of two below `size`.
    function split(uint64 size) private pure returns (uint64 k) {
        k = 1;
        while (k * 2 < size) k *= 2;
    }

    function rootOf(uint64 from, uint64 size, bytes32 seed) private pure returns (bytes32) {
        if (size == 0) return keccak256("");
        if (size == 1) return leafAt(from, seed);
        uint64 k = split(size);
        return keccak256(abi.encodePacked(bytes1(0x01), rootOf(from, k, seed), rootOf(from + k, size - k, seed)));
    }

    function prove(uint64 index, uint64 from, uint64 size, bytes32 seed) private {
        if (size == 1) return;
        uint64 k = split(size);
        if (index < k) {
            prove(index, from, k, seed);
            path.push(rootOf(from + k, size - k, seed));
        } else {
            prove(index - k, from + k, size - k, seed);
            path.push(rootOf(from, k, seed));
        }
    }

    function proveExtension(uint64 oldSize, uint64 from, uint64 size, bool whole, bytes32 seed) private {
        if (oldSize == size) {
            if (!whole) path.push(rootOf(from, size, seed));
            return;
        }
        uint64 k = split(size);
        if (oldSize <= k) {
            proveExtension(oldSize, from, k, whole, seed);
            path.push(rootOf(from + k, size - k, seed));
        } else {
            proveExtension(oldSize - k, from + k, size - k, false, seed);
            path.push(rootOf(from, k, seed));
        }
    }
}
