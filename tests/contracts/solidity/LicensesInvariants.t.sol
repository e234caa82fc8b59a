// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checkpoint, LicenseGrant, Termination, Void} from "../../../contracts/interfaces/Acts.sol";
import {Standing} from "../../../contracts/interfaces/ILicenses.sol";
import {ActHash} from "../../../contracts/libraries/ActHash.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice Grants, terminates, voids and anchors with keys and heads that are right or wrong, and remembers what should be.
contract World is Signing {
    bytes32[] public granted;
    mapping(bytes32 license => uint64) public endedAt;
    mapping(bytes32 license => bytes32) public heads;
    mapping(bytes32 actId => bool) public voided;
    bytes32 public fileHead;
    uint256 public forged;
    uint256 public recorded;
    uint64 public anchored;
    bytes32 private leaves;

    function file() external view returns (bytes32) {
        return licenses.fileHead(pool, licensee);
    }

    function headOf(bytes32 license) external view returns (bytes32) {
        return licenses.head(license);
    }

    function standing(bytes32 license, uint64 time) external view returns (Standing) {
        return licenses.standingAt(license, time);
    }

    function checkpoint() external view returns (uint64 size, bytes32 root) {
        return usageLog.checkpointOf(pool, 0);
    }

    function count() external view returns (uint256) {
        return granted.length;
    }

    function pass(uint32 duration) external {
        vm.warp(block.timestamp + (duration % 1_000_000));
    }

    function grant(uint8 who, bytes32 previous, bytes32 salt) external {
        LicenseGrant memory act = granting(salt);
        if (who & 4 != 0) act.previous = previous;
        bytes32 id = hasher.id(act);
        (uint256 first, uint256 second) = keys(who);
        bytes memory signatures = both(address(licenses), "Licenses", id, first, second);
        bool right = first == ADMINISTRATOR && second == LICENSEE && act.previous == fileHead && !voided[id];
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.grant, (act, signatures)));
        note(done, right);
        if (!done) return;
        granted.push(id);
        heads[id] = id;
        fileHead = id;
    }

    function terminate(uint256 which, uint8 who, uint64 effectiveAt, bytes32 salt) external {
        if (granted.length == 0) return;
        bytes32 license = granted[which % granted.length];
        Termination memory act = Termination(license, effectiveAt, 0, heads[license], LATE, salt);
        bytes32 id = hasher.id(act);
        (uint256 first, uint256 second) = keys(who);
        bool alone = who & 8 != 0;
        bytes memory signatures =
            alone
                ? sign(address(licenses), "Licenses", id, first)
                : both(address(licenses), "Licenses", id, first, second);
        bool right = first == ADMINISTRATOR && (alone ? effectiveAt >= block.timestamp : second == LICENSEE);
        right = right && endedAt[license] == 0 && effectiveAt != 0 && effectiveAt <= type(uint40).max && !voided[id];
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.terminate, (act, signatures)));
        note(done, right);
        if (!done) return;
        endedAt[license] = effectiveAt;
        heads[license] = id;
    }

    function takeBack(bytes32 salt, bool byLicensee) external {
        Void memory act = Void(hasher.id(granting(salt)), byLicensee ? licensee : member);
        if (byLicensee && voided[act.actId]) return;
        bytes memory signatures = sign(address(licenses), "Licenses", hasher.id(act), byLicensee ? LICENSEE : MEMBER);
        (bool done, ) = address(licenses).call(abi.encodeCall(licenses.voidAct, (act, signatures)));
        if (done && byLicensee) voided[act.actId] = true;
    }

    /// @dev Trees of one and two leaves are all that is needed to see whether a log can shrink or be rewritten.
    function anchor(bool grow, bytes32 node, bytes32 key) external {
        bytes32 root = grow ? keccak256(abi.encodePacked(bytes1(0x01), leaves, node)) : node;
        Checkpoint memory act = Checkpoint(pool, 0, grow ? 2 : 1, root);
        bytes32[] memory proof = new bytes32[](grow ? 1 : 0);
        if (grow) proof[0] = node;
        bytes32 id = keccak256(abi.encode(ActHash.CHECKPOINT, act));
        uint256 signer = uint256(key) % 4 == 0 ? ADMINISTRATOR : LOG;
        bytes memory signature = sign(address(usageLog), "UsageLog", id, signer);
        bool right = signer == LOG && anchored == (grow ? 1 : 0);
        (bool done, ) = address(usageLog).call(abi.encodeCall(usageLog.anchor, (act, proof, signature)));
        // From the empty log a tree of two has no proof of one node.
        note(done, right);
        if (!done) return;
        anchored = act.size;
        leaves = root;
    }

    function keys(uint8 who) private pure returns (uint256 first, uint256 second) {
        first = who & 1 == 0 ? ADMINISTRATOR : MEMBER;
        second = who & 2 == 0 ? LICENSEE : ADMINISTRATOR;
    }

    function note(bool done, bool right) private {
        if (done != right) ++forged;
        if (done) ++recorded;
    }
}

contract LicensesInvariants {
    World private world;

    function setUp() public {
        world = new World();
        world.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(world);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = World.pass.selector;
        selectors[1] = World.grant.selector;
        selectors[2] = World.terminate.selector;
        selectors[3] = World.takeBack.selector;
        selectors[4] = World.anchor.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(world), selectors);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function invariant_An_act_is_recorded_exactly_when_those_it_binds_signed_it() external view {
        require(world.forged() == 0);
    }

    function invariant_Heads_move_one_act_at_a_time() external view {
        require(world.file() == world.fileHead());
        for (uint256 i = 0; i < world.count(); ++i) {
            bytes32 id = world.granted(i);
            require(world.headOf(id) == world.heads(id));
        }
    }

    function invariant_A_terminated_license_never_stands_again() external view {
        for (uint256 i = 0; i < world.count(); ++i) {
            bytes32 id = world.granted(i);
            uint64 endedAt = world.endedAt(id);
            if (endedAt == 0) {
                require(world.standing(id, type(uint64).max) == Standing.InForce);
                continue;
            }
            require(world.standing(id, endedAt) == Standing.Terminated);
            require(world.standing(id, type(uint64).max) == Standing.Terminated);
            require(world.standing(id, endedAt - 1) != Standing.Terminated);
        }
    }

    function invariant_A_log_never_shrinks() external view {
        (uint64 size, ) = world.checkpoint();
        require(size == world.anchored());
    }
}
