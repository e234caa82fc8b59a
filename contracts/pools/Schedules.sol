// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Contribution, ScheduleRevision} from "../interfaces/Acts.sol";
import {IPools} from "../interfaces/IPools.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {PoolState} from "./PoolState.sol";

/// @title A pool's schedules of patents, revised with their holders' contributions.
abstract contract Schedules is PoolState {
    uint256 private constant MOST_CONTRIBUTIONS = 64;

    /// @inheritdoc IPools
    function revise(
        ScheduleRevision calldata act,
        bytes32[] calldata voters,
        bytes calldata signatures,
        Contribution[] calldata contributions,
        bytes calldata contributionSignatures
    ) external {
        Pool storage pool = _knownPool(act.pool);
        Schedule storage schedule = _schedules[act.pool][act.schedule];
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, schedule.head);
        uint32 next = schedule.revision + 1;
        require(act.revision == next, RevisionNotNext(act.revision, next));
        require(act.count != 0 || act.root == MerkleLog.EMPTY_ROOT, EmptyRootMismatch(act.root));

        bytes32 actId = ActHash.id(act);
        bool votes = pool.governance == MEMBER_OWNED;
        _requireAll(actId, _signers(pool.administrator), Vote(act.pool, 0, votes), voters, signatures);
        uint256 most = schedule.count + _useContributions(act, contributions, contributionSignatures);
        require(act.count <= most, PatentsNotContributed(act.count, most));

        schedule.head = actId;
        schedule.revision = next;
        schedule.count = act.count;
        _chain(pool, actId);
        emit ScheduleRevised(
            act.pool,
            act.schedule,
            actId,
            act,
            voters,
            signatures,
            contributions,
            contributionSignatures
        );
    }

    /// @inheritdoc IPools
    function scheduleHead(bytes32 pool, bytes32 schedule) external view returns (bytes32) {
        return _schedules[pool][schedule].head;
    }

    /// @inheritdoc IPools
    function revisionOf(bytes32 pool, bytes32 schedule) external view returns (uint32 revision, uint32 count) {
        Schedule storage last = _schedules[pool][schedule];
        return (last.revision, last.count);
    }

    /// @inheritdoc IPools
    function isUsed(bytes32 contribution) external view returns (bool) {
        return _used[contribution];
    }

    /// @inheritdoc IPools
    function grantorOf(bytes32 pool, bytes32 schedule) external view returns (bytes32 administrator, uint32 number) {
        Pool storage granting = _knownPool(pool);
        require(_schedules[pool][schedule].head != 0, ScheduleUnknown(pool, schedule));
        return (granting.administrator, granting.number);
    }

    /// @dev Checks and uses up the contributions of a revision; gives the sum of their counts.
    function _useContributions(
        ScheduleRevision calldata act,
        Contribution[] calldata contributions,
        bytes calldata signatures
    ) private returns (uint256 patents) {
        uint256 count = contributions.length;
        require(act.contributions.length == count, ContributionsDiffer(act.contributions.length, count));
        require(count <= MOST_CONTRIBUTIONS, TooMany(count, MOST_CONTRIBUTIONS));
        _requireCount(signatures, count);
        bytes32 before = 0;
        for (uint256 i = 0; i < count; ++i) {
            bytes32 id = ActHash.id(contributions[i]);
            require(act.contributions[i] == id, ContributionNotNamed(i, id));
            require(before < id, ContributionsNotAscending(before, id));
            _useContribution(act, contributions[i], id, signatures, i);
            patents += contributions[i].count;
            before = id;
        }
    }

    function _useContribution(
        ScheduleRevision calldata act,
        Contribution calldata contribution,
        bytes32 id,
        bytes calldata signatures,
        uint256 position
    ) private {
        require(
            contribution.pool == act.pool && contribution.schedule == act.schedule,
            ContributionElsewhere(id, contribution.pool, contribution.schedule)
        );
        require(contribution.count != 0, ContributionEmpty(id));
        require(!_used[id], ContributionUsed(id));
        _requireInTime(contribution.expiresAt);
        require(_isMember(act.pool, contribution.holder), NotMember(act.pool, contribution.holder));
        _requireSigned(id, _digest(id), contribution.holder, Scopes.CONTRACT, signatures, position);
        _used[id] = true;
    }
}
