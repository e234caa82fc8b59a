// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    Admission,
    AdministratorChange,
    Contribution,
    Departure,
    Enrolment,
    LogKeyChange,
    PolicyChange,
    PoolCharter,
    Removal,
    ScheduleRevision,
    Succession
} from "./Acts.sol";
import {IActs} from "./IActs.sol";
import {IParties} from "./IParties.sol";

/// @title Patent pools: charters, members, schedules.
/// @notice Every act that this contract records for a pool is rolled into the pool's act chain,
/// keccak256(chain ‖ actId) from zero on: the charter first; contributions by the revisions that name them.
///
/// Who signs follows from the pool's governance, as `Acts.sol` says for each act. Where it asks for a quorum, `voters`
/// names the members that vote, in strictly ascending order, without the one acted upon, and their signatures follow
/// those of the fixed signers in that order; where it does not, `voters` is empty. A quorum is
/// max(1, ceil(n * quorumPerMille / 1000)) of the n members at the recording block without the one acted upon.
interface IPools is IActs {
    event PoolFormed(bytes32 indexed id, PoolCharter act, bytes signatures);
    event MemberAdmitted(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Admission act,
        bytes32[] voters,
        bytes signatures
    );
    event MemberDeparted(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Departure act,
        bytes signatures
    );
    event MemberRemoved(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Removal act,
        bytes32[] voters,
        bytes signatures
    );
    event MemberSucceeded(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Succession act,
        bytes32[] voters,
        bytes signatures
    );
    event PartyEnrolled(
        bytes32 indexed pool,
        bytes32 indexed party,
        bytes32 indexed actId,
        Enrolment act,
        bytes signatures
    );
    event AdministratorChanged(
        bytes32 indexed pool,
        bytes32 indexed administrator,
        bytes32 indexed actId,
        AdministratorChange act,
        bytes32[] voters,
        bytes signatures
    );
    event PolicyChanged(
        bytes32 indexed pool,
        bytes32 indexed policy,
        bytes32 indexed actId,
        PolicyChange act,
        bytes32[] voters,
        bytes signatures
    );
    event LogKeyChanged(
        bytes32 indexed pool,
        bytes32 indexed actId,
        LogKeyChange act,
        bytes32[] voters,
        bytes signatures
    );
    event ScheduleRevised(
        bytes32 indexed pool,
        bytes32 indexed schedule,
        bytes32 indexed actId,
        ScheduleRevision act,
        bytes32[] voters,
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
    /// @notice A member-owned pool begins with members; and where founders replace the administrator there must be one.
    error FoundersMissing();
    /// @notice The charter given is not the pool's.
    error CharterDiffers(bytes32 given, bytes32 pool);
    /// @notice The act takes no vote in this pool.
    error NoVote(uint256 voters);
    /// @notice Fewer members vote than the quorum.
    error QuorumMissed(uint256 voters, uint256 quorum);
    /// @notice The voters' ids do not ascend strictly.
    error VotersNotAscending(bytes32 before, bytes32 voter);
    /// @notice Whom the act is about does not vote on it.
    error VoterActedUpon(bytes32 voter);
    /// @notice Epochs are numbered from 0 on, without gaps.
    error EpochNotNext(uint16 epoch, uint256 expected);
    /// @notice The new log key is the old one.
    error LogKeyUnchanged(address logKey);
    /// @notice The signature has to be by this log key.
    error NotTheLogKey(address signer, address logKey);
    /// @notice The party is the pool's administrator already.
    error AlreadyAdministrator(bytes32 pool, bytes32 party);
    /// @notice The party is a member already.
    error AlreadyMember(bytes32 pool, bytes32 party);
    /// @notice The party is not a member.
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

    /// @notice Forms a pool. In a member-owned one the founders are the first members; elsewhere a founder is no member
    /// until admitted.
    /// @param signatures by the administrator, then by each founder in the order listed (scope Contract).
    /// @return id the act's struct hash.
    function form(PoolCharter calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Admits a party as member, also one that was a member before.
    /// @param signatures by the administrator, the party; in a member-owned pool by the party, the voters.
    function admit(Admission calldata act, bytes32[] calldata voters, bytes calldata signatures) external;

    /// @notice A member leaves. What it granted or contributed stays.
    /// @param signatures one, by the party.
    function depart(Departure calldata act, bytes calldata signatures) external;

    /// @notice Ends a membership without the member.
    /// @param signatures by the administrator; in a member-owned pool by the voters; in an independent one by both.
    function remove(Removal calldata act, bytes32[] calldata voters, bytes calldata signatures) external;

    /// @notice Passes a membership on to a party that is no member. The number of members stays.
    /// @param signatures by the administrator, the party, the successor; in a member-owned pool by the party, the
    /// successor, the voters.
    function succeed(Succession calldata act, bytes32[] calldata voters, bytes calldata signatures) external;

    /// @notice Records that the administrator vouches for who a party is, member or not.
    /// @param signatures by the administrator, the party.
    function enrol(Enrolment calldata act, bytes calldata signatures) external;

    /// @notice Makes a party the administrator from this block on.
    /// @param charter the pool's charter, whose founders sign in a government-led pool.
    /// @param signatures by the new administrator, the founders in the charter's order; in a member-owned or independent
    /// pool by the new administrator, the voters.
    function changeAdministrator(
        AdministratorChange calldata act,
        PoolCharter calldata charter,
        bytes32[] calldata voters,
        bytes calldata signatures
    ) external;

    /// @notice Changes the code or the text of a policy, or begins one.
    /// @param signatures by the administrator; in a member-owned or independent pool followed by the voters.
    function changePolicy(PolicyChange calldata act, bytes32[] calldata voters, bytes calldata signatures) external;

    /// @notice Seals the usage log's epoch and begins the next one under another key.
    /// @param signatures by the administrator, the new log key, the old log key; where `act.lost` by the administrator,
    /// the new log key, the voters.
    function changeLogKey(LogKeyChange calldata act, bytes32[] calldata voters, bytes calldata signatures) external;

    /// @notice Revises a schedule. The contract checks that each contribution is signed by a member, meant for this
    /// schedule, unexpired and unused; that the additions are exactly the contributed leaves is for every verifier.
    /// @param signatures by the administrator; in a member-owned pool followed by the voters.
    /// @param contributions those that `act.contributions` names, in that order.
    /// @param contributionSignatures one by each contribution's holder (scope Contract).
    function revise(
        ScheduleRevision calldata act,
        bytes32[] calldata voters,
        bytes calldata signatures,
        Contribution[] calldata contributions,
        bytes calldata contributionSignatures
    ) external;

    /// @notice The register of parties that this contract trusts for keys.
    function parties() external view returns (IParties);

    /// @notice The pool's administrator, a party; zero if there is no such pool.
    function administratorOf(bytes32 pool) external view returns (bytes32);

    /// @notice The key that signs the pool's checkpoints, and the epoch of its log; zero if there is no such pool.
    function logKeyOf(bytes32 pool) external view returns (address logKey, uint16 epoch);

    /// @notice The pool's governance. Reverts with `PoolUnknown`.
    function governanceOf(bytes32 pool) external view returns (uint8);

    /// @notice How many members the pool has. Reverts with `PoolUnknown`.
    function membersOf(bytes32 pool) external view returns (uint32);

    /// @notice The votes that an act about `party` takes now, where the pool votes on it. Reverts with `PoolUnknown`.
    function quorumOf(bytes32 pool, bytes32 party) external view returns (uint256);

    /// @notice The last act on the membership: zero if never touched.
    function membershipHead(bytes32 pool, bytes32 party) external view returns (bytes32);

    /// @notice Whether the party is a member now.
    function isMember(bytes32 pool, bytes32 party) external view returns (bool);

    /// @notice The last enrolment of the party in the pool; zero if there is none.
    function enrolmentHead(bytes32 pool, bytes32 party) external view returns (bytes32);

    /// @notice The last change of the pool's administrator; zero while the charter's stands.
    function administratorHead(bytes32 pool) external view returns (bytes32);

    /// @notice The last change of this policy; zero while there was none, also of the charter's policy.
    function policyHead(bytes32 pool, bytes32 policy) external view returns (bytes32);

    /// @notice The last change of the pool's log key; zero while the charter's stands.
    function logKeyHead(bytes32 pool) external view returns (bytes32);

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

    /// @notice Who grants in the pool of that number; both zero if there is none.
    function grantorAt(uint32 number) external view returns (bytes32 pool, bytes32 administrator);

    /// @notice The pool of that number (from 1 on, in the order of forming); zero if there is none.
    function poolAt(uint32 number) external view returns (bytes32);
}
