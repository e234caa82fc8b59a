// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {KeyAdmission, KeyRetirement} from "../../../contracts/interfaces/Acts.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice Admits and retires six keys of one party, signed by any of them, and remembers what should be.
contract Keys is Signing {
    struct Hold {
        uint64 from;
        uint64 until;
        uint8 scopes;
    }

    uint256 private constant FIRST = 0x100;
    uint256 public constant COUNT = 6;

    bytes32 public party;
    bytes32 public head;
    uint256 public wrong;
    mapping(uint256 index => Hold) public holds;

    function begin() external {
        setUp();
        party = openParty(FIRST);
        holds[0] = Hold(uint64(block.timestamp), 0, Scopes.ALL);
    }

    function pass(uint16 duration) external {
        vm.warp(block.timestamp + duration);
    }

    function admit(uint256 by, uint256 which, uint8 scopes, uint16 term) external {
        (by, which) = (by % COUNT, which % COUNT);
        uint64 until = term % 3 == 0 ? 0 : uint64(block.timestamp) + term;
        KeyAdmission memory act = KeyAdmission(party, vm.addr(FIRST + which), scopes, until, head, LATE, 0);
        bytes32 id = keccak256(abi.encode(keccak256(bytes(ADMISSION)), act));
        bytes memory signatures = both(address(parties), "Parties", id, FIRST + by, FIRST + which);
        bool right = isRoot(by) && holds[which].from == 0 && scopes != 0 && scopes <= Scopes.ALL;
        right = right && (until == 0 || until > block.timestamp);
        (bool done, ) = address(parties).call(abi.encodeCall(parties.admitKey, (act, signatures)));
        if (done != right) ++wrong;
        if (!done) return;
        holds[which] = Hold(uint64(block.timestamp), until, scopes);
        head = id;
    }

    function retire(uint256 by, uint256 which) external {
        (by, which) = (by % COUNT, which % COUNT);
        KeyRetirement memory act = KeyRetirement(party, vm.addr(FIRST + which), head, LATE, 0);
        bytes32 id = keccak256(abi.encode(keccak256(bytes(RETIREMENT)), act));
        bytes memory signatures = sign(address(parties), "Parties", id, FIRST + by);
        bool right = isRoot(by) && isHeld(which) && !(isEndlessRoot(which) && endlessRoots() == 1);
        (bool done, ) = address(parties).call(abi.encodeCall(parties.retireKey, (act, signatures)));
        if (done != right) ++wrong;
        if (!done) return;
        holds[which].until = uint64(block.timestamp);
        head = id;
    }

    function endlessRoots() public view returns (uint256 count) {
        for (uint256 i = 0; i < COUNT; ++i) if (isEndlessRoot(i)) ++count;
    }

    function agrees(uint256 which) external view returns (bool) {
        Hold memory hold = holds[which];
        address key = vm.addr(FIRST + which);
        bool now_ = parties.holdsKey(party, key, hold.scopes, uint64(block.timestamp));
        return
            now_ == isHeld(which) && parties.keyOf(party, key).until == hold.until && parties.keysHead(party) == head;
    }

    function isHeld(uint256 which) private view returns (bool) {
        Hold memory hold = holds[which];
        return hold.from != 0 && (hold.until == 0 || block.timestamp < hold.until);
    }

    function isRoot(uint256 which) private view returns (bool) {
        return isHeld(which) && holds[which].scopes & Scopes.ROOT != 0;
    }

    function isEndlessRoot(uint256 which) private view returns (bool) {
        return holds[which].from != 0 && holds[which].until == 0 && holds[which].scopes & Scopes.ROOT != 0;
    }

    string private constant ADMISSION =
        "KeyAdmission(bytes32 party,address key,uint8 scopes,uint64 validUntil,bytes32 previous,uint64 expiresAt,bytes32 salt)";
    string private constant RETIREMENT =
        "KeyRetirement(bytes32 party,address key,bytes32 previous,uint64 expiresAt,bytes32 salt)";
}

contract PartiesInvariants {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Keys private keys;

    function setUp() public {
        keys = new Keys();
        keys.begin();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(keys);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = Keys.pass.selector;
        selectors[1] = Keys.admit.selector;
        selectors[2] = Keys.retire.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(keys), selectors);
    }

    function invariant_A_key_changes_exactly_when_a_root_key_signed_it() external view {
        require(keys.wrong() == 0);
        for (uint256 i = 0; i < keys.COUNT(); ++i) require(keys.agrees(i));
    }

    function invariant_There_is_always_a_root_key_without_end() external view {
        require(keys.endlessRoots() != 0);
    }
}
