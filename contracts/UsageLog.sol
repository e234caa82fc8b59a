// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Checkpoint} from "./interfaces/Acts.sol";
import {IPools} from "./interfaces/IPools.sol";
import {IUsageLog} from "./interfaces/IUsageLog.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {MerkleLog} from "./libraries/MerkleLog.sol";
import {Signatures} from "./libraries/Signatures.sol";

/// @title Checkpoints of the pools' usage logs, and what was lodged for them.
contract UsageLog is EIP712, IUsageLog {
    /// @dev Two slots; the second holds the size. Size zero: no checkpoint yet, and the root's slot is empty.
    struct Last {
        bytes32 root;
        uint64 size;
    }

    IPools private immutable POOLS;

    mapping(bytes32 pool => mapping(uint64 epoch => Last)) private _last;

    /// @dev The time of the block that first lodged a digest; zero: never lodged.
    mapping(bytes32 pool => mapping(bytes32 digest => uint64)) private _lodged;

    constructor(IPools register) EIP712("UsageLog", "1") {
        POOLS = register;
    }

    /// @inheritdoc IUsageLog
    function anchor(Checkpoint calldata act, bytes32[] calldata consistencyProof, bytes calldata signature) external {
        (address logKey, uint16 epoch) = POOLS.logKeyOf(act.pool);
        require(logKey != address(0), PoolUnknown(act.pool));
        require(act.epoch <= epoch, EpochUnknown(act.pool, act.epoch));
        require(act.epoch == epoch, EpochSealed(act.pool, act.epoch, epoch));

        Last storage last = _last[act.pool][act.epoch];
        uint64 oldSize = last.size;
        bytes32 oldRoot = _rootOf(last.root, oldSize);
        require(act.size > oldSize, CheckpointNotLonger(act.size, oldSize));
        require(
            MerkleLog.extends(oldSize, oldRoot, act.size, act.root, consistencyProof),
            Inconsistent(oldSize, oldRoot, act.size, act.root)
        );
        require(signature.length == Signatures.SIZE, SignaturesLength(signature.length, Signatures.SIZE));
        address signer = Signatures.signerAt(signature, 0, _hashTypedDataV4(ActHash.id(act)));
        require(signer != address(0), SignatureInvalid(0));
        require(signer == logKey, NotTheLogKey(signer, logKey));

        last.root = act.root;
        last.size = act.size;
        emit CheckpointAnchored(act.pool, act.epoch, oldSize, act.size, act.root, signature);
    }

    /// @inheritdoc IUsageLog
    function lodge(bytes32 pool, bytes32 digest) external {
        (address logKey, ) = POOLS.logKeyOf(pool);
        require(logKey != address(0), PoolUnknown(pool));
        if (_lodged[pool][digest] == 0) {
            _lodged[pool][digest] = uint64(block.timestamp);
            emit Lodged(pool, digest);
        }
    }

    /// @inheritdoc IUsageLog
    function lodgedAt(bytes32 pool, bytes32 digest) external view returns (uint64) {
        return _lodged[pool][digest];
    }

    /// @inheritdoc IUsageLog
    function pools() external view returns (IPools) {
        return POOLS;
    }

    /// @inheritdoc IUsageLog
    function checkpointOf(bytes32 pool, uint64 epoch) external view returns (uint64 size, bytes32 root) {
        Last storage last = _last[pool][epoch];
        size = last.size;
        root = _rootOf(last.root, size);
    }

    /// @inheritdoc IUsageLog
    function verifyInclusion(
        bytes32 root,
        uint64 size,
        uint64 index,
        bytes32 leaf,
        bytes32[] calldata path
    ) external pure returns (bool) {
        return MerkleLog.includes(root, size, index, leaf, path);
    }

    function _rootOf(bytes32 root, uint64 size) private pure returns (bytes32) {
        return size == 0 ? MerkleLog.EMPTY_ROOT : root;
    }
}
