// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Admission, Contribution, ScheduleRevision} from "../../../contracts/interfaces/Acts.sol";
import {Signing} from "./Signing.sol";

/// @notice Admits four parties and revises one schedule, rightly or wrongly, and remembers what should be.
contract Members is Signing {
    uint256 private constant FIRST = 0x200;
    uint256 public constant COUNT = 4;

    bytes32 public chain;
    bytes32 public head;
    uint32 public revision;
    uint32 public patents;
    uint256 public wrong;
    bytes32[COUNT] private ids;
    mapping(bytes32 party => bytes32) public memberships;
    mapping(bytes32 contribution => bool) private used;

    function begin() external {
        setUp();
        chain = pools.actChain(pool);
        for (uint256 i = 0; i < COUNT; ++i) ids[i] = openParty(FIRST + i);
    }

    function admit(uint256 which, uint256 by, bool byAdministrator) external {
        (which, by) = (which % COUNT, by % COUNT);
        Admission memory act = Admission(pool, ids[which], memberships[ids[which]], LATE, 0);
        bytes32 id = hasher.id(act);
        uint256 first = byAdministrator ? ADMINISTRATOR : MEMBER;
        bytes memory signatures = both(address(pools), "Pools", id, first, FIRST + by);
        bool right = byAdministrator && by == which && memberships[ids[which]] == 0;
        (bool done, ) = address(pools).call(abi.encodeCall(pools.admit, (act, new bytes32[](0), signatures)));
        if (done != right) ++wrong;
        if (!done) return;
        memberships[ids[which]] = id;
        note(id);
    }

    function revise(uint256 holder, uint32 contributed, uint32 count, uint8 salt, uint8 how) external {
        (holder, contributed, count) = (holder % COUNT, contributed % 3, count % 8);
        Contribution[] memory given = new Contribution[](how & 1);
        bytes32[] memory named = new bytes32[](how & 1);
        bytes memory signed = "";
        bool right = count <= patents;
        if (given.length != 0) {
            given[0] = Contribution(pool, SCHEDULE_, ids[holder], 0, contributed, LATE, bytes32(uint256(salt % 2)));
            named[0] = hasher.id(given[0]);
            signed = sign(address(pools), "Pools", named[0], FIRST + holder);
            right =
                contributed != 0 &&
                memberships[ids[holder]] != 0 &&
                !used[named[0]] &&
                count <= patents + contributed;
        }
        bytes32 root = count == 0 ? keccak256("") : bytes32(uint256(1));
        uint32 number = how & 6 != 0 ? revision + 1 : revision + uint32(how >> 4);
        ScheduleRevision memory act = ScheduleRevision(pool, SCHEDULE_, number, root, count, named, head, LATE, 0);
        right = right && number == revision + 1;
        bytes32 id = hasher.id(act);
        bytes memory signatures = sign(address(pools), "Pools", id, ADMINISTRATOR);
        (bool done, ) = address(pools).call(
            abi.encodeCall(pools.revise, (act, new bytes32[](0), signatures, given, signed))
        );
        if (done != right) ++wrong;
        if (!done) return;
        if (named.length != 0) used[named[0]] = true;
        (head, revision, patents) = (id, number, count);
        note(id);
    }

    function agrees() external view returns (bool) {
        (uint32 last, uint32 count) = pools.revisionOf(pool, SCHEDULE_);
        for (uint256 i = 0; i < COUNT; ++i) {
            if (pools.membershipHead(pool, ids[i]) != memberships[ids[i]]) return false;
        }
        return last == revision && count == patents && pools.scheduleHead(pool, SCHEDULE_) == head;
    }

    function isChained() external view returns (bool) {
        return pools.actChain(pool) == chain;
    }

    function note(bytes32 id) private {
        chain = keccak256(abi.encodePacked(chain, id));
    }

    bytes32 private constant SCHEDULE_ = keccak256("another schedule");
}

contract PoolsInvariants {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Members private members;

    function setUp() public {
        members = new Members();
        members.begin();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(members);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](2);
        selectors[0] = Members.admit.selector;
        selectors[1] = Members.revise.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(members), selectors);
    }

    function invariant_Nobody_joins_or_contributes_but_by_his_signature() external view {
        require(members.wrong() == 0);
        require(members.agrees());
    }

    function invariant_The_act_chain_holds_every_act_in_order() external view {
        require(members.isChained());
    }
}
