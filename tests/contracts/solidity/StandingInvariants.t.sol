// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    Amendment,
    LicenseGrant,
    Reinstatement,
    Sublicense,
    Suspension,
    Termination
} from "../../../contracts/interfaces/Acts.sol";
import {Standing} from "../../../contracts/interfaces/ILicenses.sol";
import {ActHash} from "../../../contracts/libraries/ActHash.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice A license, a sublicense of it and one of that, changed at random; remembers every act that was recorded.
contract Histories is Signing {
    enum Kind {
        Suspended,
        Reinstated,
        Amended,
        Terminated
    }

    struct Entry {
        Kind kind;
        uint64 when;
        uint64 endsAt;
    }

    uint256 public constant COUNT = 3;
    uint64 private constant STARTS = 999_100;
    uint64 private constant ENDS = 1_002_000;

    bytes32[COUNT] public ids;
    uint256[4] private keys = [ADMINISTRATOR, LICENSEE, MEMBER, ADMINISTRATOR];
    Entry[][COUNT] private entries;
    uint64[] public probes;
    uint256 public wrong;

    function begin() external {
        setUp();
        LicenseGrant memory act = LicenseGrant(pool, licensee, SCHEDULE, STARTS, ENDS, 0, 0, LATE, 0);
        ids[0] = licenses.grant(act, signedGrant(act));
        ids[1] = sublicensed(ids[0], member, 1);
        ids[2] = sublicensed(ids[1], administrator, 2);
        probes.push(STARTS);
        probes.push(type(uint64).max);
    }

    function pass(uint8 duration) external {
        vm.warp(block.timestamp + duration);
    }

    function probe(uint64 time) external {
        if (probes.length < 12) probes.push(around(time));
    }

    function suspend(uint256 which, uint64 when, bool alone) external {
        (which, when) = (which % COUNT, around(when));
        Suspension memory act = Suspension(ids[which], when, 0, licenses.head(ids[which]), LATE, 0);
        bytes memory signatures = signed(keccak256(abi.encode(ActHash.SUSPENSION, act)), which, alone);
        bool right =
            !terminated(which) && !suspended(which) && when >= last(which) && (!alone || when >= block.timestamp);
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.suspend, (act, signatures)));
        note(which, done, right, Entry(Kind.Suspended, when, 0));
    }

    function reinstate(uint256 which, uint64 when) external {
        (which, when) = (which % COUNT, around(when));
        Reinstatement memory act = Reinstatement(ids[which], when, 0, licenses.head(ids[which]), LATE, 0);
        bytes memory signatures = signed(keccak256(abi.encode(ActHash.REINSTATEMENT, act)), which, true);
        bool right = !terminated(which) && suspended(which) && when >= last(which);
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.reinstate, (act, signatures)));
        note(which, done, right, Entry(Kind.Reinstated, when, 0));
    }

    function amend(uint256 which, uint64 when, uint64 endsAt) external {
        (which, when) = (which % COUNT, around(when));
        endsAt = endsAt % 3 == 0 ? 0 : around(endsAt);
        bytes32 schedule = which == 0 ? SCHEDULE : bytes32(0);
        Amendment memory act = Amendment(ids[which], schedule, endsAt, 0, when, licenses.head(ids[which]), LATE, 0);
        bytes memory signatures = signed(keccak256(abi.encode(ActHash.AMENDMENT, act)), which, false);
        uint64 ends = endOf(which);
        bool right = !terminated(which) && when >= last(which) && (ends == 0 || when <= ends);
        right = right && (endsAt == 0 || (endsAt > when && endsAt > STARTS));
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.amend, (act, signatures)));
        note(which, done, right, Entry(Kind.Amended, when, endsAt));
    }

    /// @dev One in eight: a terminated license takes no other act.
    function terminate(uint256 which, uint64 when, bool alone, uint8 luck) external {
        if (luck % 8 != 0) return;
        (which, when) = (which % COUNT, around(when));
        Termination memory act = Termination(ids[which], when, 0, licenses.head(ids[which]), LATE, 0);
        bytes memory signatures = signed(keccak256(abi.encode(ActHash.TERMINATION, act)), which, alone);
        bool right = !terminated(which) && when >= last(which) && (!alone || when >= block.timestamp);
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.terminate, (act, signatures)));
        note(which, done, right, Entry(Kind.Terminated, when, 0));
    }

    function probesCount() external view returns (uint256) {
        return probes.length;
    }

    function standing(uint256 which, uint64 time) external view returns (Standing) {
        return licenses.standingAt(ids[which], time);
    }

    /// @dev Every act over again, each time, and then the parents.
    function replayed(uint256 which, uint64 time) external view returns (Standing) {
        for (uint256 i = which; ; --i) {
            Standing own = replayedAlone(i, time);
            if (own != Standing.InForce || i == 0) return own;
        }
        return Standing.None;
    }

    function replayedAlone(uint256 which, uint64 time) public view returns (Standing) {
        Entry[] storage acts = entries[which];
        bool held = false;
        uint64 from = 0;
        bool open = false;
        for (uint256 i = 0; i < acts.length; ++i) {
            if (acts[i].kind == Kind.Terminated && time >= acts[i].when) return Standing.Terminated;
            if (acts[i].kind == Kind.Suspended) (from, open) = (acts[i].when, true);
            if (acts[i].kind != Kind.Reinstated) continue;
            if (from <= time && time < acts[i].when) held = true;
            open = false;
        }
        if (time < STARTS) return Standing.NotYet;
        uint64 ends = endOf(which);
        if (ends != 0 && time >= ends) return Standing.Expired;
        return held || (open && time >= from) ? Standing.Suspended : Standing.InForce;
    }

    function sublicensed(bytes32 parent, bytes32 to, uint256 depth) private returns (bytes32) {
        Sublicense memory act = Sublicense(parent, to, STARTS, ENDS, 0, licenses.fileHead(pool, to), LATE, 0);
        return licenses.sublicense(act, signed(keccak256(abi.encode(ActHash.SUBLICENSE, act)), depth, false));
    }

    function signed(bytes32 id, uint256 which, bool alone) private view returns (bytes memory) {
        return
            alone
                ? sign(address(licenses), "Licenses", id, keys[which])
                : both(address(licenses), "Licenses", id, keys[which], keys[which + 1]);
    }

    function note(uint256 which, bool done, bool right, Entry memory entry) private {
        if (done != right) ++wrong;
        if (done) entries[which].push(entry);
    }

    function terminated(uint256 which) private view returns (bool) {
        uint256 count = entries[which].length;
        return count != 0 && entries[which][count - 1].kind == Kind.Terminated;
    }

    function suspended(uint256 which) private view returns (bool open) {
        for (uint256 i = 0; i < entries[which].length; ++i) {
            Kind kind = entries[which][i].kind;
            if (kind == Kind.Suspended) open = true;
            if (kind == Kind.Reinstated) open = false;
        }
    }

    function last(uint256 which) private view returns (uint64) {
        uint256 count = entries[which].length;
        return count == 0 ? 0 : entries[which][count - 1].when;
    }

    function endOf(uint256 which) private view returns (uint64 ends) {
        ends = ENDS;
        for (uint256 i = 0; i < entries[which].length; ++i) {
            if (entries[which][i].kind == Kind.Amended) ends = entries[which][i].endsAt;
        }
    }

    function around(uint64 time) private pure returns (uint64) {
        return 999_000 + (time % 4_000);
    }
}

contract StandingInvariants {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Histories private histories;

    function setUp() public {
        histories = new Histories();
        histories.begin();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(histories);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = Histories.pass.selector;
        selectors[1] = Histories.probe.selector;
        selectors[2] = Histories.suspend.selector;
        selectors[3] = Histories.reinstate.selector;
        selectors[4] = Histories.amend.selector;
        selectors[5] = Histories.terminate.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(histories), selectors);
    }

    function invariant_An_act_on_a_license_is_recorded_exactly_when_it_is_right() external view {
        require(histories.wrong() == 0);
    }

    function invariant_Standing_is_what_the_replay_of_all_acts_says() external view {
        for (uint256 which = 0; which < histories.COUNT(); ++which) {
            for (uint256 i = 0; i < histories.probesCount(); ++i) {
                uint64 time = histories.probes(i);
                require(histories.standing(which, time) == histories.replayed(which, time));
            }
        }
    }

    function invariant_No_sublicense_stands_where_its_parent_does_not() external view {
        for (uint256 which = 1; which < histories.COUNT(); ++which) {
            for (uint256 i = 0; i < histories.probesCount(); ++i) {
                uint64 time = histories.probes(i);
                require(
                    histories.standing(which, time) != Standing.InForce ||
                        histories.standing(which - 1, time) == Standing.InForce
                );
            }
        }
    }
}
