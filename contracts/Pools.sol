// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {PartyActs} from "./base/PartyActs.sol";
import {Admission, Contribution, PoolCharter, ScheduleRevision} from "./interfaces/Acts.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPools} from "./interfaces/IPools.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {MerkleLog} from "./libraries/MerkleLog.sol";
import {Scopes} from "./libraries/Scopes.sol";

/// @title Patent pools: charters, members, schedules.
contract Pools is PartyActs, IPools {
    uint8 private constant MEMBER_OWNED = 1;
    uint8 private constant LAST_GOVERNANCE = 2;
    uint16 private constant PER_MILLE = 1000;
    /// @dev So many fit one transaction of 12 M gas with room to spare.
    uint256 private constant MOST_FOUNDERS = 64;
    uint256 private constant MOST_CONTRIBUTIONS = 64;

    /// @dev Three slots; the second: logKey 0, governance 20, number 21 bytes from the low end.
    struct Pool {
        bytes32 administrator;
        address logKey;
        uint8 governance;
        uint32 number;
        bytes32 actChain;
    }

    /// @dev Two slots; the second: revision 0, count 4 bytes from the low end.
    struct Schedule {
        bytes32 head;
        uint32 revision;
        uint32 count;
    }

    mapping(bytes32 pool => Pool) private _pools;
    mapping(bytes32 pool => mapping(bytes32 party => bytes32 head)) private _memberships;
    mapping(bytes32 pool => mapping(bytes32 schedule => Schedule)) private _schedules;
    mapping(bytes32 contribution => bool) private _used;
    mapping(uint32 number => bytes32 pool) private _poolAt;
    uint32 private _count;

    constructor(IParties register) EIP712("Pools", "1") PartyActs(register) {}

    /// @inheritdoc IPools
    function form(PoolCharter calldata act, bytes calldata signatures) external returns (bytes32 id) {
        id = ActHash.id(act);
        require(_pools[id].number == 0, PoolExists(id));
        _requireInTime(act.expiresAt);
        _requireCharter(act);
        _requireCount(signatures, 1 + act.founders.length);
        bytes32 digest = _digest(id);
        _requireSigned(id, digest, act.administrator, Scopes.CONTRACT, signatures, 0);
        for (uint256 i = 0; i < act.founders.length; ++i) {
            _requireSigned(id, digest, act.founders[i], Scopes.CONTRACT, signatures, 1 + i);
        }

        uint32 number = ++_count;
        _poolAt[number] = id;
        _pools[id] = Pool({
            administrator: act.administrator,
            logKey: act.logKey,
            governance: act.governance,
            number: number,
            actChain: _chained(0, id)
        });
        emit PoolFormed(id, act, signatures);
    }

    /// @inheritdoc IPools
    function admit(Admission calldata act, bytes calldata signatures) external {
        Pool storage pool = _knownPool(act.pool);
        _requireInTime(act.expiresAt);
        bytes32 head = _memberships[act.pool][act.party];
        _requireHead(act.previous, head);
        require(head == 0, AlreadyMember(act.pool, act.party));

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        _requireCount(signatures, 2);
        _requireSigned(actId, digest, pool.administrator, Scopes.CONTRACT, signatures, 0);
        _requireSigned(actId, digest, act.party, Scopes.CONTRACT, signatures, 1);

        _memberships[act.pool][act.party] = actId;
        pool.actChain = _chained(pool.actChain, actId);
        emit MemberAdmitted(act.pool, act.party, actId, act, signatures);
    }

    /// @inheritdoc IPools
    function revise(
        ScheduleRevision calldata act,
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
        _requireCount(signatures, 1);
        _requireSigned(actId, _digest(actId), pool.administrator, Scopes.CONTRACT, signatures, 0);
        uint256 most = schedule.count + _useContributions(act, contributions, contributionSignatures);
        require(act.count <= most, PatentsNotContributed(act.count, most));

        schedule.head = actId;
        schedule.revision = next;
        schedule.count = act.count;
        pool.actChain = _chained(pool.actChain, actId);
        emit ScheduleRevised(act.pool, act.schedule, actId, act, signatures, contributions, contributionSignatures);
    }

    /// @inheritdoc IPools
    function parties() external view returns (IParties) {
        return PARTIES;
    }

    /// @inheritdoc IPools
    function administratorOf(bytes32 pool) external view returns (bytes32) {
        return _pools[pool].administrator;
    }

    /// @inheritdoc IPools
    function logKeyOf(bytes32 pool) external view returns (address) {
        return _pools[pool].logKey;
    }

    /// @inheritdoc IPools
    function governanceOf(bytes32 pool) external view returns (uint8) {
        return _knownPool(pool).governance;
    }

    /// @inheritdoc IPools
    function membershipHead(bytes32 pool, bytes32 party) external view returns (bytes32) {
        return _memberships[pool][party];
    }

    /// @inheritdoc IPools
    function isMember(bytes32 pool, bytes32 party) external view returns (bool) {
        return _isMember(pool, party);
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
    function actChain(bytes32 pool) external view returns (bytes32) {
        return _pools[pool].actChain;
    }

    /// @inheritdoc IPools
    function grantorOf(bytes32 pool, bytes32 schedule) external view returns (bytes32 administrator, uint32 number) {
        Pool storage granting = _knownPool(pool);
        require(_schedules[pool][schedule].head != 0, ScheduleUnknown(pool, schedule));
        return (granting.administrator, granting.number);
    }

    /// @inheritdoc IPools
    function poolAt(uint32 number) external view returns (bytes32) {
        return _poolAt[number];
    }

    function _requireCharter(PoolCharter calldata act) private view {
        require(act.governance <= LAST_GOVERNANCE, GovernanceUnknown(act.governance));
        require(act.governance != MEMBER_OWNED, QuorumNotSupported(act.governance));
        require(act.quorumPerMille <= PER_MILLE, QuorumOutOfRange(act.quorumPerMille));
        require(act.logKey != address(0), LogKeyMissing());
        require(act.chainId == block.chainid, ChainMismatch(act.chainId, block.chainid));
        require(act.parties == address(PARTIES), ContractMismatch(act.parties, address(PARTIES)));
        require(act.pools == address(this), ContractMismatch(act.pools, address(this)));
        require(act.licenses.code.length != 0, NoCode(act.licenses));
        require(act.usageLog.code.length != 0, NoCode(act.usageLog));
        require(act.founders.length <= MOST_FOUNDERS, TooMany(act.founders.length, MOST_FOUNDERS));
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

    function _knownPool(bytes32 id) private view returns (Pool storage pool) {
        pool = _pools[id];
        require(pool.number != 0, PoolUnknown(id));
    }

    function _isMember(bytes32 pool, bytes32 party) private view returns (bool) {
        return _memberships[pool][party] != 0;
    }

    function _chained(bytes32 chain, bytes32 actId) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(chain, actId));
    }
}
