// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {PartyActs} from "./base/PartyActs.sol";
import {LicenseGrant, Termination} from "./interfaces/Acts.sol";
import {ILicenses, Standing} from "./interfaces/ILicenses.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPools} from "./interfaces/IPools.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {Scopes} from "./libraries/Scopes.sol";
import {Signatures} from "./libraries/Signatures.sol";

/// @title Licenses: grants and what becomes of them.
contract Licenses is PartyActs, ILicenses {
    /// @dev One slot: startsAt 0, endsAt 8, terminatedAt 16, pool 24, licensee 28 bytes from the low end. Pool and
    /// licensee by their numbers: with their ids a grant would cost two slots more.
    struct License {
        uint64 startsAt;
        uint64 endsAt;
        uint64 terminatedAt;
        uint32 pool;
        uint32 licensee;
    }

    IPools private immutable POOLS;

    mapping(bytes32 pool => mapping(bytes32 licensee => bytes32 head)) private _files;
    mapping(bytes32 license => License) private _licenses;
    mapping(bytes32 license => bytes32 head) private _heads;

    constructor(IPools register) EIP712("Licenses", "1") PartyActs(register.parties()) {
        POOLS = register;
    }

    /// @inheritdoc ILicenses
    function grant(LicenseGrant calldata act, bytes calldata signatures) external returns (bytes32 id) {
        _requireInTime(act.expiresAt);
        require(act.endsAt == 0 || act.endsAt > act.startsAt, EmptyTerm(act.startsAt, act.endsAt));
        _requireHead(act.previous, _files[act.pool][act.licensee]);

        id = ActHash.id(act);
        bytes32 digest = _digest(id);
        (bytes32 administrator, uint32 pool) = POOLS.grantorOf(act.pool, act.schedule);
        _requireCount(signatures, 2);
        _requireSigned(id, digest, administrator, Scopes.CONTRACT, signatures, 0);
        uint32 licensee = _requireSigned(id, digest, act.licensee, Scopes.CONTRACT, signatures, 1);

        _files[act.pool][act.licensee] = id;
        _licenses[id] = License({
            startsAt: act.startsAt,
            endsAt: act.endsAt,
            terminatedAt: 0,
            pool: pool,
            licensee: licensee
        });
        emit LicenseGranted(id, act.pool, act.licensee, act, signatures);
    }

    /// @inheritdoc ILicenses
    function terminate(Termination calldata act, bytes calldata signatures) external {
        License memory license = _licenses[act.license];
        require(license.pool != 0, LicenseUnknown(act.license));
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _head(act.license));
        require(license.terminatedAt == 0, AlreadyTerminated(act.license, license.terminatedAt));
        require(act.effectiveAt != 0, EffectiveAtMissing());

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        bool both = signatures.length == 2 * Signatures.SIZE;
        require(both || act.effectiveAt >= block.timestamp, LicenseeMustSign(act.effectiveAt, block.timestamp));
        _requireCount(signatures, both ? 2 : 1);
        bytes32 administrator = POOLS.administratorOf(POOLS.poolAt(license.pool));
        _requireSigned(actId, digest, administrator, Scopes.CONTRACT, signatures, 0);
        if (both) {
            bytes32 licensee = PARTIES.partyAt(license.licensee);
            _requireSigned(actId, digest, licensee, Scopes.CONTRACT, signatures, 1);
        }

        _heads[act.license] = actId;
        _licenses[act.license].terminatedAt = act.effectiveAt;
        emit LicenseTerminated(act.license, actId, act, signatures);
    }

    /// @inheritdoc ILicenses
    function parties() external view returns (IParties) {
        return PARTIES;
    }

    /// @inheritdoc ILicenses
    function pools() external view returns (IPools) {
        return POOLS;
    }

    /// @inheritdoc ILicenses
    function fileHead(bytes32 pool, bytes32 licensee) external view returns (bytes32) {
        return _files[pool][licensee];
    }

    /// @inheritdoc ILicenses
    function head(bytes32 license) external view returns (bytes32) {
        return _licenses[license].pool == 0 ? bytes32(0) : _head(license);
    }

    /// @inheritdoc ILicenses
    function standingAt(bytes32 license, uint64 time) external view returns (Standing) {
        License memory record = _licenses[license];
        if (record.pool == 0) return Standing.None;
        if (record.terminatedAt != 0 && time >= record.terminatedAt) return Standing.Terminated;
        if (time < record.startsAt) return Standing.NotYet;
        if (record.endsAt != 0 && time >= record.endsAt) return Standing.Expired;
        return Standing.InForce;
    }

    /// @inheritdoc ILicenses
    function fileOf(bytes32 license) external view returns (bytes32 pool, bytes32 licensee) {
        License memory record = _licenses[license];
        require(record.pool != 0, LicenseUnknown(license));
        return (POOLS.poolAt(record.pool), PARTIES.partyAt(record.licensee));
    }

    function _head(bytes32 license) private view returns (bytes32) {
        bytes32 last = _heads[license];
        return last == 0 ? license : last;
    }
}
