// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Admission, Departure, Enrolment, Removal, Succession} from "../interfaces/Acts.sol";
import {IPools} from "../interfaces/IPools.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {PoolState} from "./PoolState.sol";

/// @title Who belongs to a pool, and who its administrator says they are.
abstract contract Memberships is PoolState {
    /// @inheritdoc IPools
    function admit(Admission calldata act, bytes32[] calldata voters, bytes calldata signatures) external {
        Pool storage pool = _knownPool(act.pool);
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _membershipHead(act.pool, act.party));
        _requireNoMember(act.pool, act.party);

        bytes32 actId = ActHash.id(act);
        bool votes = pool.governance == MEMBER_OWNED;
        bytes32[] memory signers = votes ? _signers(act.party) : _signers(pool.administrator, act.party);
        _requireAll(actId, signers, Vote(act.pool, act.party, votes), voters, signatures);

        _memberships[act.pool][act.party] = actId;
        ++pool.members;
        _chain(pool, actId);
        emit MemberAdmitted(act.pool, act.party, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function depart(Departure calldata act, bytes calldata signatures) external {
        Pool storage pool = _memberMoves(act.pool, act.party, act.previous, act.expiresAt);

        bytes32 actId = ActHash.id(act);
        _requireAll(actId, _signers(act.party), signatures);

        _leave(act.pool, act.party, actId);
        --pool.members;
        _chain(pool, actId);
        emit MemberDeparted(act.pool, act.party, actId, act, signatures);
    }

    /// @inheritdoc IPools
    function remove(Removal calldata act, bytes32[] calldata voters, bytes calldata signatures) external {
        Pool storage pool = _memberMoves(act.pool, act.party, act.previous, act.expiresAt);

        bytes32 actId = ActHash.id(act);
        uint8 governance = pool.governance;
        bytes32[] memory signers = governance == MEMBER_OWNED ? new bytes32[](0) : _signers(pool.administrator);
        _requireAll(actId, signers, Vote(act.pool, act.party, governance != GOVERNMENT_LED), voters, signatures);

        _leave(act.pool, act.party, actId);
        --pool.members;
        _chain(pool, actId);
        emit MemberRemoved(act.pool, act.party, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function succeed(Succession calldata act, bytes32[] calldata voters, bytes calldata signatures) external {
        Pool storage pool = _memberMoves(act.pool, act.party, act.previous, act.expiresAt);
        _requireHead(act.previousSuccessor, _membershipHead(act.pool, act.successor));
        _requireNoMember(act.pool, act.successor);

        bytes32 actId = ActHash.id(act);
        bool votes = pool.governance == MEMBER_OWNED;
        bytes32[] memory signers =
            votes ? _signers(act.party, act.successor) : _signers(pool.administrator, act.party, act.successor);
        _requireAll(actId, signers, Vote(act.pool, act.party, votes), voters, signatures);

        _leave(act.pool, act.party, actId);
        _memberships[act.pool][act.successor] = actId;
        _chain(pool, actId);
        emit MemberSucceeded(act.pool, act.party, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function enrol(Enrolment calldata act, bytes calldata signatures) external {
        Pool storage pool = _knownPool(act.pool);
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _enrolments[act.pool][act.party]);

        bytes32 actId = ActHash.id(act);
        _requireAll(actId, _signers(pool.administrator, act.party), signatures);

        _enrolments[act.pool][act.party] = actId;
        _chain(pool, actId);
        emit PartyEnrolled(act.pool, act.party, actId, act, signatures);
    }

    /// @inheritdoc IPools
    function membersOf(bytes32 pool) external view returns (uint32) {
        return _knownPool(pool).members;
    }

    /// @inheritdoc IPools
    function quorumOf(bytes32 pool, bytes32 party) external view returns (uint256) {
        _knownPool(pool);
        return _quorum(pool, party);
    }

    /// @inheritdoc IPools
    function membershipHead(bytes32 pool, bytes32 party) external view returns (bytes32) {
        return _membershipHead(pool, party);
    }

    /// @inheritdoc IPools
    function isMember(bytes32 pool, bytes32 party) external view returns (bool) {
        return _isMember(pool, party);
    }

    /// @inheritdoc IPools
    function enrolmentHead(bytes32 pool, bytes32 party) external view returns (bytes32) {
        return _enrolments[pool][party];
    }

    function _leave(bytes32 pool, bytes32 party, bytes32 actId) private {
        delete _memberships[pool][party];
        _ended[pool][party] = actId;
    }

    function _memberMoves(
        bytes32 id,
        bytes32 party,
        bytes32 previous,
        uint64 expiresAt
    ) private view returns (Pool storage pool) {
        pool = _knownPool(id);
        _requireInTime(expiresAt);
        _requireHead(previous, _membershipHead(id, party));
        require(_isMember(id, party), NotMember(id, party));
    }

    function _requireNoMember(bytes32 pool, bytes32 party) internal view {
        require(!_isMember(pool, party), AlreadyMember(pool, party));
    }
}
