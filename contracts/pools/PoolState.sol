// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PartyActs} from "../base/PartyActs.sol";
import {IPools} from "../interfaces/IPools.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title What Pools holds, and how a pool decides.
abstract contract PoolState is PartyActs, IPools {
    uint8 internal constant GOVERNMENT_LED = 0;
    uint8 internal constant MEMBER_OWNED = 1;
    uint16 internal constant PER_MILLE = 1000;
    /// @dev So many fit one transaction of 12 M gas with room to spare.
    uint256 internal constant MOST_VOTERS = 256;

    /// @dev Three slots; the second: logKey 0, governance 20, number 21, members 25, quorumPerMille 28, epoch 30 bytes
    /// from the low end.
    struct Pool {
        bytes32 administrator;
        address logKey;
        uint8 governance;
        uint32 number;
        uint24 members;
        uint16 quorumPerMille;
        uint16 epoch;
        bytes32 actChain;
    }

    /// @dev Two slots; the second: revision 0, count 4 bytes from the low end.
    struct Schedule {
        bytes32 head;
        uint32 revision;
        uint32 count;
    }

    /// @dev Whether the members vote on an act, and about whom: he neither counts nor votes. Zero: about nobody.
    struct Vote {
        bytes32 pool;
        bytes32 about;
        bool needed;
    }

    mapping(bytes32 pool => Pool) internal _pools;
    /// @dev Of a membership that lasts; empty: no member.
    mapping(bytes32 pool => mapping(bytes32 party => bytes32 head)) internal _memberships;
    mapping(bytes32 pool => mapping(bytes32 schedule => Schedule)) internal _schedules;
    mapping(bytes32 contribution => bool) internal _used;
    mapping(uint32 number => bytes32 pool) internal _poolAt;
    uint32 internal _count;
    /// @dev Of a membership that ended; read only where `_memberships` is empty, so that a vote costs one slot a member.
    mapping(bytes32 pool => mapping(bytes32 party => bytes32 head)) internal _ended;
    mapping(bytes32 pool => mapping(bytes32 party => bytes32 head)) internal _enrolments;
    mapping(bytes32 pool => bytes32 head) internal _administrations;
    mapping(bytes32 pool => mapping(bytes32 policy => bytes32 head)) internal _policies;
    mapping(bytes32 pool => bytes32 head) internal _logKeys;

    /// @dev Rolls an act into the pool's chain.
    function _chain(Pool storage pool, bytes32 actId) internal {
        pool.actChain = keccak256(abi.encodePacked(pool.actChain, actId));
    }

    function _knownPool(bytes32 id) internal view returns (Pool storage pool) {
        pool = _pools[id];
        require(pool.number != 0, PoolUnknown(id));
    }

    function _isMember(bytes32 pool, bytes32 party) internal view returns (bool) {
        return _memberships[pool][party] != 0;
    }

    function _membershipHead(bytes32 pool, bytes32 party) internal view returns (bytes32) {
        bytes32 head = _memberships[pool][party];
        return head == 0 ? _ended[pool][party] : head;
    }

    /// @dev max(1, ceil(n * quorumPerMille / 1000)) of the n members without `about`.
    function _quorum(bytes32 id, bytes32 about) internal view returns (uint256) {
        Pool storage pool = _pools[id];
        uint256 members = pool.members;
        if (_isMember(id, about)) --members;
        uint256 share = (members * pool.quorumPerMille + PER_MILLE - 1) / PER_MILLE;
        return share == 0 ? 1 : share;
    }

    /// @dev Requires the signatures of `signers`, each by a Contract key, and nobody's else.
    function _requireAll(bytes32 actId, bytes32[] memory signers, bytes calldata signatures) internal view {
        _requireCount(signatures, signers.length);
        _requireSigners(actId, _digest(actId), signers, signatures);
    }

    /// @dev Requires the signatures of `signers`, each by a Contract key, and after them those of the voters.
    function _requireAll(
        bytes32 actId,
        bytes32[] memory signers,
        Vote memory vote,
        bytes32[] calldata voters,
        bytes calldata signatures
    ) internal view {
        bytes32 digest = _digest(actId);
        _requireCount(signatures, signers.length + voters.length);
        _requireSigners(actId, digest, signers, signatures);
        _requireVotes(actId, digest, vote, voters, signatures, signers.length);
    }

    /// @dev Requires a quorum whose signatures stand from `first` on; or, where the pool does not vote, no voters.
    function _requireVotes(
        bytes32 actId,
        bytes32 digest,
        Vote memory vote,
        bytes32[] calldata voters,
        bytes calldata signatures,
        uint256 first
    ) internal view {
        if (!vote.needed) {
            require(voters.length == 0, NoVote(voters.length));
            return;
        }
        uint256 quorum = _quorum(vote.pool, vote.about);
        require(voters.length >= quorum, QuorumMissed(voters.length, quorum));
        require(voters.length <= MOST_VOTERS, TooMany(voters.length, MOST_VOTERS));
        bytes32 before = 0;
        for (uint256 i = 0; i < voters.length; ++i) {
            bytes32 voter = voters[i];
            require(before < voter, VotersNotAscending(before, voter));
            require(voter != vote.about, VoterActedUpon(voter));
            require(_isMember(vote.pool, voter), NotMember(vote.pool, voter));
            _requireSigned(actId, digest, voter, Scopes.CONTRACT, signatures, first + i);
            before = voter;
        }
    }

    function _requireSigners(
        bytes32 actId,
        bytes32 digest,
        bytes32[] memory signers,
        bytes calldata signatures
    ) private view {
        for (uint256 i = 0; i < signers.length; ++i) {
            _requireSigned(actId, digest, signers[i], Scopes.CONTRACT, signatures, i);
        }
    }

    function _signers(bytes32 first) internal pure returns (bytes32[] memory signers) {
        signers = new bytes32[](1);
        signers[0] = first;
    }

    function _signers(bytes32 first, bytes32 second) internal pure returns (bytes32[] memory signers) {
        signers = new bytes32[](2);
        (signers[0], signers[1]) = (first, second);
    }

    function _signers(bytes32 first, bytes32 second, bytes32 third) internal pure returns (bytes32[] memory signers) {
        signers = new bytes32[](3);
        (signers[0], signers[1], signers[2]) = (first, second, third);
    }
}
