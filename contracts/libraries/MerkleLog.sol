// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title RFC 6962 Merkle trees over keccak-256: verification of inclusion and consistency proofs.
/// @dev The algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2. Both are total: false for every wrong proof, also for one that
/// is too short, too long, or for a tree that has no such leaf.
library MerkleLog {
    bytes32 internal constant EMPTY_ROOT = keccak256("");

    function node(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, right));
    }

    /// @notice Whether `path` leads from `leaf`, the hash of the leaf at `index` of `size`, to `root`.
    function includes(
        bytes32 root,
        uint64 size,
        uint64 index,
        bytes32 leaf,
        bytes32[] calldata path
    ) internal pure returns (bool) {
        if (index >= size) return false;
        uint256 position = index;
        uint256 last = size - 1;
        bytes32 hash = leaf;
        for (uint256 i = 0; i < path.length; ++i) {
            if (last == 0) return false;
            if (position & 1 == 1 || position == last) {
                hash = node(path[i], hash);
                while (position & 1 == 0 && position != 0) (position, last) = (position >> 1, last >> 1);
            } else {
                hash = node(hash, path[i]);
            }
            (position, last) = (position >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }

    /// @notice Whether `proof` shows that the tree of `newSize` leaves under `newRoot` begins with that of `oldSize`
    /// leaves under `oldRoot`. The empty tree begins every other one, by an empty proof.
    function extends(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        if (oldSize == 0) return proof.length == 0 && oldRoot == EMPTY_ROOT;
        if (oldSize >= newSize) return oldSize == newSize && proof.length == 0 && oldRoot == newRoot;

        uint256 position = oldSize - 1;
        uint256 last = newSize - 1;
        while (position & 1 == 1) (position, last) = (position >> 1, last >> 1);

        // A complete old tree is itself the first node, and the proof leaves it out.
        uint256 i = 0;
        bytes32 seed = oldRoot;
        if (position != 0) {
            if (proof.length == 0) return false;
            seed = proof[i++];
        }
        bytes32 oldHash = seed;
        bytes32 newHash = seed;
        for (; i < proof.length; ++i) {
            if (last == 0) return false;
            bytes32 sibling = proof[i];
            if (position & 1 == 1 || position == last) {
                oldHash = node(sibling, oldHash);
                newHash = node(sibling, newHash);
                while (position & 1 == 0 && position != 0) (position, last) = (position >> 1, last >> 1);
            } else {
                newHash = node(newHash, sibling);
            }
            (position, last) = (position >> 1, last >> 1);
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }
}
