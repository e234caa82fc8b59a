// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Licenses} from "../../../contracts/Licenses.sol";
import {Parties} from "../../../contracts/Parties.sol";
import {Pools} from "../../../contracts/Pools.sol";
import {UsageLog} from "../../../contracts/UsageLog.sol";
import {
    Admission,
    Contribution,
    LicenseGrant,
    PartyOpening,
    PoolCharter,
    ScheduleRevision,
    Termination,
    Void
} from "../../../contracts/interfaces/Acts.sol";
import {ActHash} from "../../../contracts/libraries/ActHash.sol";
import {Vm, vm} from "./Vm.sol";

/// @notice Struct hashes of acts in memory, by way of calldata.
contract Hasher {
    function id(PartyOpening calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(PoolCharter calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(Admission calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(Contribution calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(ScheduleRevision calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(LicenseGrant calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(Termination calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }

    function id(Void calldata act) external pure returns (bytes32) {
        return ActHash.id(act);
    }
}

/// @notice A deployment, and a pool with a schedule to grant under; keys are small numbers.
abstract contract Signing {
    uint256 internal constant ADMINISTRATOR = 0xA;
    uint256 internal constant LICENSEE = 0xB;
    uint256 internal constant MEMBER = 0xC;
    uint256 internal constant LOG = 0xD;
    uint64 internal constant LATE = type(uint64).max;
    bytes32 internal constant SCHEDULE = keccak256("schedule");

    Parties internal parties;
    Pools internal pools;
    Licenses internal licenses;
    UsageLog internal usageLog;
    Hasher internal hasher;
    bytes32 internal administrator;
    bytes32 internal licensee;
    bytes32 internal member;
    bytes32 internal pool;

    function setUp() public virtual {
        vm.warp(1_000_000);
        hasher = new Hasher();
        parties = new Parties();
        pools = new Pools(parties);
        licenses = new Licenses(pools);
        usageLog = new UsageLog(pools);
        administrator = openParty(ADMINISTRATOR);
        licensee = openParty(LICENSEE);
        member = openParty(MEMBER);
        pool = formPool();
        admit(member, MEMBER);
        revise();
    }

    function openParty(uint256 key) internal returns (bytes32) {
        PartyOpening memory act = PartyOpening(vm.addr(key), address(0), bytes32(0), bytes32(key));
        return parties.open(act, sign(address(parties), "Parties", hasher.id(act), key));
    }

    function formPool() internal returns (bytes32) {
        PoolCharter memory act = PoolCharter({
            governance: 0,
            administrator: administrator,
            founders: new bytes32[](0),
            quorumPerMille: 0,
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
        return pools.form(act, sign(address(pools), "Pools", hasher.id(act), ADMINISTRATOR));
    }

    function admit(bytes32 party, uint256 key) internal {
        Admission memory act = Admission(pool, party, 0, LATE, 0);
        pools.admit(act, new bytes32[](0), both(address(pools), "Pools", hasher.id(act), ADMINISTRATOR, key));
    }

    function revise() internal {
        Contribution[] memory given = new Contribution[](1);
        given[0] = Contribution(pool, SCHEDULE, member, keccak256("root"), 3, LATE, 0);
        bytes32[] memory named = new bytes32[](1);
        named[0] = hasher.id(given[0]);
        ScheduleRevision memory act = ScheduleRevision(pool, SCHEDULE, 1, keccak256("root"), 3, named, 0, LATE, 0);
        bytes memory signatures = sign(address(pools), "Pools", hasher.id(act), ADMINISTRATOR);
        pools.revise(act, new bytes32[](0), signatures, given, sign(address(pools), "Pools", named[0], MEMBER));
    }

    function granting(bytes32 salt) internal view returns (LicenseGrant memory) {
        bytes32 previous = licenses.fileHead(pool, licensee);
        return LicenseGrant(pool, licensee, SCHEDULE, 10, 0, 0, previous, LATE, salt);
    }

    function signedGrant(LicenseGrant memory act) internal view returns (bytes memory) {
        return both(address(licenses), "Licenses", hasher.id(act), ADMINISTRATOR, LICENSEE);
    }

    function both(
        address contract_,
        string memory name,
        bytes32 id,
        uint256 first,
        uint256 second
    ) internal view returns (bytes memory) {
        return bytes.concat(sign(contract_, name, id, first), sign(contract_, name, id, second));
    }

    function sign(address contract_, string memory name, bytes32 id, uint256 key) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest(contract_, name, id));
        return abi.encodePacked(r, s, v);
    }

    /// @dev Written out, so that it does not rest on the code under test.
    function digest(address contract_, string memory name, bytes32 id) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        bytes32 separator = keccak256(
            abi.encode(typeHash, keccak256(bytes(name)), keccak256("1"), block.chainid, contract_)
        );
        return keccak256(abi.encodePacked(hex"1901", separator, id));
    }
}
