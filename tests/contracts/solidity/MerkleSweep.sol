// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MerkleLog} from "../../../contracts/libraries/MerkleLog.sol";

/// @notice Many proofs in one call, each in words: kind (0 inclusion, 1 consistency), size, index or old size, leaf or
/// old root, root, count of nodes, nodes.
contract MerkleSweep {
    uint256 private constant WORD = 32;

    /// @return verdicts One byte a proof: 1 where it holds.
    function judge(bytes calldata packed, uint256 count) external pure returns (bytes memory verdicts) {
        verdicts = new bytes(count);
        uint256 from = 0;
        for (uint256 i = 0; i < count; ++i) {
            bytes32[] calldata proof = words(packed, from, 6);
            uint256 nodes = uint256(proof[5]);
            if (holds(proof, words(packed, from + 6 * WORD, nodes))) verdicts[i] = 0x01;
            from += (6 + nodes) * WORD;
        }
    }

    function holds(bytes32[] calldata proof, bytes32[] calldata path) private pure returns (bool) {
        (uint64 size, uint64 at) = (uint64(uint256(proof[1])), uint64(uint256(proof[2])));
        return
            proof[0] == 0
                ? MerkleLog.includes(proof[4], size, at, proof[3], path)
                : MerkleLog.extends(at, proof[3], size, proof[4], path);
    }

    function words(bytes calldata packed, uint256 from, uint256 count) private pure returns (bytes32[] calldata slice) {
        require(from + count * WORD <= packed.length, "the packed proofs end early");
        assembly {
            slice.offset := add(packed.offset, from)
            slice.length := count
        }
    }
}
