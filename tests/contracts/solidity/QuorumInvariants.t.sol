// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Admission, Departure, PoolCharter, Removal, Succession} from "../../../contracts/interfaces/Acts.sol";
import {ActHash} from "../../../contracts/libraries/ActHash.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice A member-owned pool of at most six parties that vote, rightly or wrongly, and remembers what should be.
contract Council is Signing {
    uint256 private constant FIRST = 0x300;
    uint256 public constant COUNT = 6;
    uint16 private constant PER_MILLE = 500;

    bytes32 public council;
    bytes32[COUNT] public ids;
    uint256[COUNT] private keys;
    bool[COUNT] public members;
    bytes32[COUNT] public heads;
    uint256 public wrong;

    /// @dev The candidates ascend by id, so that any choice of them can vote in order; the lowest is the founder.
    function begin() external {
        setUp();
        for (uint256 i = 0; i < COUNT; ++i) {
            (bytes32 id, uint256 key, uint256 when) = (openParty(FIRST + i), FIRST + i, i);
            for (; when > 0 && ids[when - 1] > id; --when) (ids[when], keys[when]) = (ids[when - 1], keys[when - 1]);
            (ids[when], keys[when]) = (id, key);
        }
        bytes32[] memory founders = new bytes32[](1);
        founders[0] = ids[0];
        PoolCharter memory act = PoolCharter({
            governance: 1,
            administrator: administrator,
            founders: founders,
            quorumPerMille: PER_MILLE,
            policy: 0,
            policyCodeHash: 0,
            logKey: vm.addr(LOG),
            chainId: block.chainid,
            parties: address(parties),
            pools: address(pools),
            licenses: address(licenses),
            usageLog: address(usageLog),
            charterRoot: 0,
            expiresAt: LATE,
            salt: 0
        });
        council = pools.form(act, both(address(pools), "Pools", hasher.id(act), ADMINISTRATOR, keys[0]));
        (members[0], heads[0]) = (true, council);
    }

    function admit(uint256 which, uint8 ballot) external {
        which %= COUNT;
        Admission memory act = Admission(council, ids[which], heads[which], LATE, 0);
        bytes32 id = keccak256(abi.encode(ActHash.ADMISSION, act));
        bytes memory signatures = bytes.concat(signed(id, which), votes(id, ballot));
        bool right = !members[which] && carried(ballot, COUNT);
        (bool done, ) = address(pools).call(abi.encodeCall(pools.admit, (act, voters(ballot), signatures)));
        if (note(done, right)) (members[which], heads[which]) = (true, id);
    }

    function depart(uint256 which, uint256 by) external {
        (which, by) = (which % COUNT, by % 4 == 0 ? (by / 4) % COUNT : which % COUNT);
        Departure memory act = Departure(council, ids[which], heads[which], LATE, 0);
        bytes32 id = keccak256(abi.encode(ActHash.DEPARTURE, act));
        // The last member stays, so that there is a pool to look at.
        if (count() == 1) return;
        (bool done, ) = address(pools).call(abi.encodeCall(pools.depart, (act, signed(id, by))));
        if (note(done, members[which] && by == which)) (members[which], heads[which]) = (false, id);
    }

    function remove(uint256 which, uint8 ballot) external {
        which %= COUNT;
        Removal memory act = Removal(council, ids[which], 0, heads[which], LATE, 0);
        bytes32 id = keccak256(abi.encode(ActHash.REMOVAL, act));
        bool right = members[which] && carried(ballot, which);
        (bool done, ) = address(pools).call(abi.encodeCall(pools.remove, (act, voters(ballot), votes(id, ballot))));
        if (note(done, right)) (members[which], heads[which]) = (false, id);
    }

    function succeed(uint256 which, uint256 to, uint8 ballot) external {
        (which, to) = (which % COUNT, to % COUNT);
        Succession memory act = Succession(council, ids[which], ids[to], 0, heads[which], heads[to], LATE, 0);
        bytes32 id = keccak256(abi.encode(ActHash.SUCCESSION, act));
        bytes memory signatures = bytes.concat(signed(id, which), signed(id, to), votes(id, ballot));
        bool right = members[which] && !members[to] && carried(ballot, which);
        (bool done, ) = address(pools).call(abi.encodeCall(pools.succeed, (act, voters(ballot), signatures)));
        if (!note(done, right)) return;
        (members[which], heads[which]) = (false, id);
        (members[to], heads[to]) = (true, id);
    }

    function agrees() external view returns (bool) {
        for (uint256 i = 0; i < COUNT; ++i) {
            if (pools.isMember(council, ids[i]) != members[i]) return false;
            if (pools.membershipHead(council, ids[i]) != heads[i]) return false;
        }
        return pools.membersOf(council) == count();
    }

    function quorumOf(uint256 which) external view returns (uint256) {
        return pools.quorumOf(council, ids[which]);
    }

    /// @dev Half of the members without the one acted upon, rounded up, and never nobody.
    function quorum(uint256 about) public view returns (uint256) {
        uint256 voting = count();
        if (about < COUNT && members[about]) --voting;
        return voting == 0 ? 1 : (voting + 1) / 2;
    }

    function carried(uint8 ballot, uint256 about) private view returns (bool) {
        uint256 given = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            if (ballot & (1 << i) == 0) continue;
            if (!members[i] || i == about) return false;
            ++given;
        }
        return given >= quorum(about);
    }

    function count() private view returns (uint256 sum) {
        for (uint256 i = 0; i < COUNT; ++i) if (members[i]) ++sum;
    }

    function voters(uint8 ballot) private view returns (bytes32[] memory chosen) {
        uint256 size = 0;
        for (uint256 i = 0; i < COUNT; ++i) if (ballot & (1 << i) != 0) ++size;
        chosen = new bytes32[](size);
        for (uint256 i = COUNT; i > 0; --i) if (ballot & (1 << (i - 1)) != 0) chosen[--size] = ids[i - 1];
    }

    function votes(bytes32 id, uint8 ballot) private view returns (bytes memory signatures) {
        for (uint256 i = 0; i < COUNT; ++i) {
            if (ballot & (1 << i) != 0) signatures = bytes.concat(signatures, signed(id, i));
        }
    }

    function signed(bytes32 id, uint256 which) private view returns (bytes memory) {
        return sign(address(pools), "Pools", id, keys[which]);
    }

    function note(bool done, bool right) private returns (bool) {
        if (done != right) ++wrong;
        return done;
    }
}

contract QuorumInvariants {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Council private council;

    function setUp() public {
        council = new Council();
        council.begin();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(council);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = Council.admit.selector;
        selectors[1] = Council.depart.selector;
        selectors[2] = Council.remove.selector;
        selectors[3] = Council.succeed.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(council), selectors);
    }

    function invariant_Members_change_exactly_by_those_who_may() external view {
        require(council.wrong() == 0);
        require(council.agrees());
    }

    function invariant_The_quorum_never_falls_below_one() external view {
        for (uint256 i = 0; i < council.COUNT(); ++i) {
            require(council.quorumOf(i) != 0);
            require(council.quorumOf(i) == council.quorum(i));
        }
    }
}
