// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {PartyActs} from "./base/PartyActs.sol";
import {PoolCharter} from "./interfaces/Acts.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPools} from "./interfaces/IPools.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {Scopes} from "./libraries/Scopes.sol";
import {Memberships} from "./pools/Memberships.sol";
import {Offices} from "./pools/Offices.sol";
import {Schedules} from "./pools/Schedules.sol";

/// @title Patent pools: charters, members, offices, schedules.
contract Pools is Memberships, Offices, Schedules {
    uint8 private constant LAST_GOVERNANCE = 2;
    /// @dev So many fit one transaction of 12 M gas with room to spare.
    uint256 private constant MOST_FOUNDERS = 64;

    constructor(IParties register) EIP712("Pools", "1") PartyActs(register) {}

    /// @inheritdoc IPools
    function form(PoolCharter calldata act, bytes calldata signatures) external returns (bytes32 id) {
        id = ActHash.id(act);
        Pool storage pool = _pools[id];
        require(pool.number == 0, PoolExists(id));
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
            members: act.governance == MEMBER_OWNED ? _joinAll(id, act.founders) : 0,
            quorumPerMille: act.quorumPerMille,
            epoch: 0,
            actChain: 0
        });
        _chain(pool, id);
        emit PoolFormed(id, act, signatures);
    }

    /// @inheritdoc IPools
    function parties() external view returns (IParties) {
        return PARTIES;
    }

    /// @inheritdoc IPools
    function governanceOf(bytes32 pool) external view returns (uint8) {
        return _knownPool(pool).governance;
    }

    /// @inheritdoc IPools
    function actChain(bytes32 pool) external view returns (bytes32) {
        return _pools[pool].actChain;
    }

    /// @inheritdoc IPools
    function grantorAt(uint32 number) external view returns (bytes32 pool, bytes32 administrator) {
        pool = _poolAt[number];
        administrator = _pools[pool].administrator;
    }

    /// @inheritdoc IPools
    function poolAt(uint32 number) external view returns (bytes32) {
        return _poolAt[number];
    }

    /// @dev The founders' memberships begin with the pool: the charter is their admission.
    function _joinAll(bytes32 id, bytes32[] calldata founders) private returns (uint24) {
        for (uint256 i = 0; i < founders.length; ++i) {
            _requireNoMember(id, founders[i]);
            _memberships[id][founders[i]] = id;
        }
        return uint24(founders.length);
    }

    function _requireCharter(PoolCharter calldata act) private view {
        require(act.governance <= LAST_GOVERNANCE, GovernanceUnknown(act.governance));
        require(act.governance != MEMBER_OWNED || act.founders.length != 0, FoundersMissing());
        require(act.quorumPerMille <= PER_MILLE, QuorumOutOfRange(act.quorumPerMille));
        require(act.logKey != address(0), LogKeyMissing());
        require(act.chainId == block.chainid, ChainMismatch(act.chainId, block.chainid));
        require(act.parties == address(PARTIES), ContractMismatch(act.parties, address(PARTIES)));
        require(act.pools == address(this), ContractMismatch(act.pools, address(this)));
        require(act.licenses.code.length != 0, NoCode(act.licenses));
        require(act.usageLog.code.length != 0, NoCode(act.usageLog));
        require(act.founders.length <= MOST_FOUNDERS, TooMany(act.founders.length, MOST_FOUNDERS));
    }
}
