// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checkpoint} from "./Acts.sol";
import {IPools} from "./IPools.sol";

/// @title Checkpoints of the pools' usage logs, and what was lodged for them.
/// @notice A usage log is an RFC 6962 Merkle tree over keccak-256: leaf 0x00, node 0x01, empty keccak256(""). A
/// checkpoint is accepted only with proof that it extends the last one, so that nobody, with whatever keys, can rewrite
/// what stands under it.
interface IUsageLog {
    event CheckpointAnchored(
        bytes32 indexed pool,
        uint64 indexed epoch,
        uint64 oldSize,
        uint64 size,
        bytes32 root,
        bytes signature
    );

    /// @dev Once for each pool and digest: the first lodging counts.
    event Lodged(bytes32 indexed pool, bytes32 indexed digest);

    /// @notice No charter with this id was recorded.
    error PoolUnknown(bytes32 pool);
    /// @notice A change of the log key sealed that epoch; its last checkpoint stays its last.
    error EpochSealed(bytes32 pool, uint64 epoch, uint64 current);
    /// @notice The pool has no such epoch yet; the first is 0.
    error EpochUnknown(bytes32 pool, uint64 epoch);
    /// @notice A checkpoint is of a longer log than the last one.
    error CheckpointNotLonger(uint64 size, uint64 lastSize);
    /// @notice The proof does not lead from the last checkpoint to this one.
    error Inconsistent(uint64 lastSize, bytes32 lastRoot, uint64 size, bytes32 root);
    /// @notice 65 bytes r‖s‖v.
    error SignaturesLength(uint256 length, uint256 expected);
    /// @notice The signature has a high s, a v other than 27 or 28, or recovers to nobody.
    error SignatureInvalid(uint256 position);
    /// @notice The checkpoint is not signed by the pool's log key.
    error NotTheLogKey(address signer, address logKey);

    /// @notice Anchors a checkpoint.
    /// @param consistencyProof from the last checkpoint to this one (RFC 6962 §2.1.2); empty for the first.
    /// @param signature by the pool's log key of that epoch, which is the present one.
    function anchor(Checkpoint calldata act, bytes32[] calldata consistencyProof, bytes calldata signature) external;

    /// @notice Lodges a record, so that a silent host cannot make its author late: it counts as handed in at this block's
    /// time if its body follows soon. Anybody may, for himself or another; a lodging says nothing of who signed the record,
    /// or whether anybody did. What was lodged before stays as it is.
    /// @param digest the record's id, its EIP-712 struct hash. Records are salted: it gives nothing of the record away.
    function lodge(bytes32 pool, bytes32 digest) external;

    /// @notice The time of the block that first lodged it; zero if nobody did.
    function lodgedAt(bytes32 pool, bytes32 digest) external view returns (uint64);

    /// @notice The register of pools that this contract trusts for log keys.
    function pools() external view returns (IPools);

    /// @notice The last checkpoint; size 0 and keccak256("") while there is none.
    function checkpointOf(bytes32 pool, uint64 epoch) external view returns (uint64 size, bytes32 root);

    /// @notice Whether `path` proves that `leaf` (a leaf's hash, 0x00-prefixed before hashing) stands at `index` of the
    /// tree of `size` leaves under `root`. Total: false for every wrong proof.
    function verifyInclusion(
        bytes32 root,
        uint64 size,
        uint64 index,
        bytes32 leaf,
        bytes32[] calldata path
    ) external pure returns (bool);
}
