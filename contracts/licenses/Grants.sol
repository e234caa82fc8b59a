// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AttestedImport, CounterSignature, LicenseGrant, Sublicense} from "../interfaces/Acts.sol";
import {ILicenses, Standing} from "../interfaces/ILicenses.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {LicenseState} from "./LicenseState.sol";

/// @title How licenses come to be: granted, sublicensed, imported from paper.
abstract contract Grants is LicenseState {
    /// @dev So many fit one transaction of 12 M gas with room to spare.
    uint256 private constant MOST_GRANTS = 128;
    uint256 private constant BOTH = 2 * Signatures.SIZE;

    /// @inheritdoc ILicenses
    function grant(LicenseGrant calldata act, bytes calldata signatures) external returns (bytes32 id) {
        id = ActHash.id(act);
        _grant(act, id, signatures);
    }

    /// @inheritdoc ILicenses
    function grantAll(LicenseGrant[] calldata acts, bytes calldata signatures) external {
        require(acts.length <= MOST_GRANTS, TooMany(acts.length, MOST_GRANTS));
        _requireCount(signatures, 2 * acts.length);
        for (uint256 i = 0; i < acts.length; ++i) {
            bytes32 id = ActHash.id(acts[i]);
            if (_licenses[id].pool != 0) continue;
            _grant(acts[i], id, signatures[i * BOTH:(i + 1) * BOTH]);
        }
    }

    /// @inheritdoc ILicenses
    function sublicense(Sublicense calldata act, bytes calldata signatures) external returns (bytes32 id) {
        License memory parent = _known(act.parent);
        bytes32 pool = POOLS.poolAt(parent.pool);
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _files[pool][act.sublicensee]);
        uint8 depth = _rare[act.parent].depth;
        require(depth < MOST_DEPTH, TooDeep(act.parent));
        Standing standing = _standingAt(act.parent, uint64(block.timestamp));
        require(standing == Standing.InForce || standing == Standing.NotYet, LicenseNotStanding(act.parent, standing));

        id = ActHash.id(act);
        bytes32 digest = _digest(id);
        _requireCount(signatures, 2);
        _requireSigned(id, digest, PARTIES.partyAt(parent.licensee), Scopes.CONTRACT, signatures, 0);
        uint32 licensee = _requireSigned(id, digest, act.sublicensee, Scopes.CONTRACT, signatures, 1);

        _files[pool][act.sublicensee] = id;
        _record(id, act.startsAt, act.endsAt, parent.pool, licensee);
        _parents[id] = act.parent;
        _rare[id].depth = depth + 1;
        emit LicenseSublicensed(id, pool, act.sublicensee, act, signatures);
    }

    /// @inheritdoc ILicenses
    function importAttested(AttestedImport calldata act, bytes calldata signatures) external returns (bytes32 id) {
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _files[act.pool][act.licensee]);
        require(act.signedAt <= block.timestamp, SignedInFuture(act.signedAt, block.timestamp));

        id = ActHash.id(act);
        (bytes32 administrator, uint32 pool) = POOLS.grantorOf(act.pool, act.schedule);
        uint32 licensee = PARTIES.numberOf(act.licensee);
        _requireCount(signatures, 1);
        _requireSigned(id, _digest(id), administrator, Scopes.CONTRACT, signatures, 0);

        _files[act.pool][act.licensee] = id;
        _record(id, act.startsAt, act.endsAt, pool, licensee);
        _rare[id].attested = true;
        emit LicenseImported(id, act.pool, act.licensee, act, signatures);
    }

    /// @inheritdoc ILicenses
    function counterSign(CounterSignature calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        require(_rare[act.license].attested, NotAttested(act.license));

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        _requireSigned(actId, _digest(actId), PARTIES.partyAt(license.licensee), Scopes.CONTRACT, signatures, 0);

        _heads[act.license] = actId;
        _rare[act.license].attested = false;
        emit LicenseCounterSigned(act.license, actId, act, signatures);
    }

    function _grant(LicenseGrant calldata act, bytes32 id, bytes calldata signatures) private {
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _files[act.pool][act.licensee]);

        bytes32 digest = _digest(id);
        (bytes32 administrator, uint32 pool) = POOLS.grantorOf(act.pool, act.schedule);
        _requireCount(signatures, 2);
        _requireSigned(id, digest, administrator, Scopes.CONTRACT, signatures, 0);
        uint32 licensee = _requireSigned(id, digest, act.licensee, Scopes.CONTRACT, signatures, 1);

        _files[act.pool][act.licensee] = id;
        _record(id, act.startsAt, act.endsAt, pool, licensee);
        emit LicenseGranted(id, act.pool, act.licensee, act, signatures);
    }

    function _record(bytes32 id, uint64 startsAt, uint64 endsAt, uint32 pool, uint32 licensee) private {
        require(endsAt == 0 || endsAt > startsAt, EmptyTerm(startsAt, endsAt));
        _licenses[id] = License({
            startsAt: _time(startsAt),
            endsAt: _time(endsAt),
            terminatedAt: 0,
            suspendedAt: 0,
            reinstatedAt: 0,
            archived: 0,
            pool: _number(pool),
            licensee: _number(licensee)
        });
    }
}
