// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Admission, Contribution, PoolCharter, ScheduleRevision} from "./Acts.sol";
import {IActs} from "./IActs.sol";
import {IParties} from "./IParties.sol";

/// @title Patent pools: charters, members, schedules.
/// @notice Every act that this contract records for a pool is rolled into the pool's act chain,
/// keccak256(chain ‖ actId) from zero on: charter, admissions, revisions (which name their contributions).
interface IPools is IActs {
    event PoolFormed(bytes32 indexed id, PoolCharter act, bytes signatures);
    event MemberAdmitted(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Admission act,
        bytes signatures
    );
    event ScheduleRevised(
        bytes32 indexed pool,
        bytes32 indexed schedule,
        bytes32 indexed actId,
        ScheduleRevision act,
        bytes signatures,
        Contribution[] contributions,
        bytes contributionSignatures
    );

    /// @notice The charter was recorded before.
    error PoolExists(bytes32 pool);
    /// @notice No charter with this id was recorded.
    error PoolUnknown(bytes32 pool);
    /// @notice Governance is 0 GovernmentLed, 1 MemberOwned or 2 Independent.
    error GovernanceUnknown(uint8 governance);
    /// @notice MemberOwned pools decide by quorum, which this version of the contract does not count.
    error QuorumNotSupported(uint8 governance);
    /// @notice A quorum is a share of the members in per mille, at most 1000.
    error QuorumOutOfRange(uint16 quorumPerMille);
    /// @notice The charter names another chain.
    error ChainMismatch(uint256 chainId, uint256 actual);
    /// @notice The charter names another contract than the one that stands here.
    error ContractMismatch(address named, address actual);
    /// @notice The charter names a contract where there is no code.
    error NoCode(address named);
    /// @notice The charter names no log key.
    error LogKeyMissing();
    /// @notice At most `most` founders or contributions fit one act.
    error TooMany(uint256 count, uint256 most);
    /// @notice The party is a member already.
    error AlreadyMember(bytes32 pool, bytes32 party);
    /// @notice The contribution's holder is not a member.
    error NotMember(bytes32 pool, bytes32 party);
    /// @notice No revision of this schedule was recorded.
    error ScheduleUnknown(bytes32 pool, bytes32 schedule);
    /// @notice Revisions are numbered from 1 on, without gaps.
    error RevisionNotNext(uint32 revision, uint32 expected);
    /// @notice The revision names `named` contributions and `given` are with it.
    error ContributionsDiffer(uint256 named, uint256 given);
    /// @notice The revision names another contribution at `position` than the one given there.
    error ContributionNotNamed(uint256 position, bytes32 contribution);
    /// @notice The contributions' ids do not ascend strictly.
    error ContributionsNotAscending(bytes32 before, bytes32 contribution);
    /// @notice The contribution is meant for another pool or schedule.
    error ContributionElsewhere(bytes32 contribution, bytes32 pool, bytes32 schedule);
    /// @notice An earlier revision used the contribution.
    error ContributionUsed(bytes32 contribution);
    /// @notice A contribution has at least one patent.
    error ContributionEmpty(bytes32 contribution);
    /// @notice The revision has more patents than the last one and its contributions together.
    error PatentsNotContributed(uint32 count, uint256 most);
    /// @notice The root of an empty schedule is keccak256("").
    error EmptyRootMismatch(bytes32 root);

    /// @notice Forms a pool. A founder is no member until admitted.
    /// @param signatures by the administrator, then by each founder in the order listed (scope Contract).
    /// @return id the act's struct hash.
    function form(PoolCharter calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Admits a party as member.
    /// @param signatures by the administrator, then by the party (scope Contract).
    function admit(Admission calldata act, bytes calldata signatures) external;

    /// @notice Revises a schedule. The contract checks that each contribution is signed by a member, meant for this
    /// schedule, unexpired and unused; that the additions are exactly the contributed leaves is for every verifier.
    /// @param signatures one, by the administrator (scope Contract).
    /// @param contributions those that `act.contributions` names, in that order.
    /// @param contributionSignatures one by each contribution's holder (scope Contract).
    function revise(
        ScheduleRevision calldata act,
        bytes calldata signatures,
        Contribution[] calldata contributions,
        bytes calldata contributionSignatures
    ) external;

    /// @notice The register of parties that this contract trusts for keys.
    function parties() external view returns (IParties);

    /// @notice The pool's administrator, a party; zero if there is no such pool.
    function administratorOf(bytes32 pool) external view returns (bytes32);

    /// @notice The key that signs the pool's checkpoints; zero if there is no such pool.
    function logKeyOf(bytes32 pool) external view returns (address);

    /// @notice The pool's governance. Reverts with `PoolUnknown`.
    function governanceOf(bytes32 pool) external view returns (uint8);

    /// @notice The last act on the membership: zero if never touched.
    function membershipHead(bytes32 pool, bytes32 party) external view returns (bytes32);

    /// @notice Whether the party is a member now.
    function isMember(bytes32 pool, bytes32 party) external view returns (bool);

    /// @notice The last revision's act id; zero if there is none.
    function scheduleHead(bytes32 pool, bytes32 schedule) external view returns (bytes32);

    /// @notice The number of the last revision and its count of patents; zero if there is none.
    function revisionOf(bytes32 pool, bytes32 schedule) external view returns (uint32 revision, uint32 count);

    /// @notice Whether a revision used the contribution.
    function isUsed(bytes32 contribution) external view returns (bool);

    /// @notice The pool's act chain; zero if there is no such pool.
    function actChain(bytes32 pool) external view returns (bytes32);

    /// @notice Who grants under this schedule. Reverts with `PoolUnknown` or `ScheduleUnknown`.
    /// @return administrator the pool's administrator.
    /// @return number the pool's number, by which other contracts remember it in four bytes.
    function grantorOf(bytes32 pool, bytes32 schedule) external view returns (bytes32 administrator, uint32 number);

    /// @notice The pool of that number (from 1 on, in the order of forming); zero if there is none.
    function poolAt(uint32 number) external view returns (bytes32);
}
