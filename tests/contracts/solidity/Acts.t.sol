// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {KeyAdmission, LicenseGrant, Termination, Void} from "../../../contracts/interfaces/Acts.sol";
import {IActs} from "../../../contracts/interfaces/IActs.sol";
import {ILicenses, Standing} from "../../../contracts/interfaces/ILicenses.sol";
import {ActHash} from "../../../contracts/libraries/ActHash.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice Whatever is signed, sent or changed: acts bind those who signed them, and nobody else.
contract ActsTest is Signing {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    /// forge-config: default.fuzz.runs = 256
    function testFuzz_A_grant_signed_by_other_keys_is_refused(uint256 first, uint256 second) public {
        first = 1 + (first % (ORDER - 1));
        second = 1 + (second % (ORDER - 1));
        vm.assume(first != ADMINISTRATOR || second != LICENSEE);
        LicenseGrant memory act = granting(0);
        bytes memory signatures = both(address(licenses), "Licenses", hasher.id(act), first, second);
        vm.expectPartialRevert(IActs.KeyNotHeld.selector);
        licenses.grant(act, signatures);
    }

    function testFuzz_Any_bytes_as_signatures_grant_nothing(bytes calldata signatures) public {
        LicenseGrant memory act = granting(0);
        (bool granted, ) = address(licenses).call(abi.encodeCall(ILicenses.grant, (act, signatures)));
        require(!granted);
        require(licenses.fileHead(pool, licensee) == 0);
    }

    function testFuzz_A_grant_changed_after_signing_is_refused(uint256 field, uint256 flip) public {
        LicenseGrant memory act = granting(0);
        bytes memory signatures = signedGrant(act);
        uint64 delta = uint64(1 + (flip % 1_000));
        field %= 5;
        if (field == 0) act.startsAt += delta;
        else if (field == 1) act.endsAt = act.startsAt + delta;
        else if (field == 2) act.termsRoot = bytes32(uint256(delta));
        else if (field == 3) act.expiresAt -= delta;
        else act.salt = bytes32(uint256(delta));
        vm.expectPartialRevert(IActs.KeyNotHeld.selector);
        licenses.grant(act, signatures);
    }

    function testFuzz_A_grant_is_in_time_until_its_last_second(uint64 now_, uint64 expiresAt) public {
        vm.assume(now_ >= 1_000_000);
        LicenseGrant memory act = granting(0);
        act.expiresAt = expiresAt;
        bytes memory signatures = signedGrant(act);
        vm.warp(now_);
        if (now_ > expiresAt) vm.expectRevert(abi.encodeWithSelector(IActs.ActExpired.selector, expiresAt, now_));
        licenses.grant(act, signatures);
    }

    function testFuzz_A_grant_stands_on_the_file_it_was_signed_on(bytes32 previous) public {
        LicenseGrant memory first = granting(0);
        bytes32 head = licenses.grant(first, signedGrant(first));
        vm.assume(previous != head);
        LicenseGrant memory act = granting(bytes32(uint256(1)));
        act.previous = previous;
        bytes memory signatures = signedGrant(act);
        vm.expectRevert(abi.encodeWithSelector(IActs.HeadMoved.selector, previous, head));
        licenses.grant(act, signatures);
    }

    function testFuzz_Standing_follows_the_acts(
        uint40 startsAt,
        uint40 endsAt,
        uint40 effectiveAt,
        uint64 time
    ) public {
        LicenseGrant memory act = granting(0);
        (act.startsAt, act.endsAt) = (startsAt, endsAt);
        bytes memory signatures = signedGrant(act);
        if (endsAt != 0 && endsAt <= startsAt) {
            vm.expectRevert(abi.encodeWithSelector(ILicenses.EmptyTerm.selector, startsAt, endsAt));
            licenses.grant(act, signatures);
            return;
        }
        bytes32 id = licenses.grant(act, signatures);
        require(licenses.standingAt(id, time) == expected(startsAt, endsAt, 0, time));
        if (effectiveAt == 0) return;
        Termination memory ending = Termination(id, effectiveAt, 0, id, LATE, 0);
        licenses.terminate(ending, both(address(licenses), "Licenses", hasher.id(ending), ADMINISTRATOR, LICENSEE));
        require(licenses.standingAt(id, time) == expected(startsAt, endsAt, effectiveAt, time));
    }

    function testFuzz_A_time_beyond_forty_bits_is_refused(uint64 startsAt, uint64 endsAt) public {
        vm.assume(endsAt > startsAt && endsAt > type(uint40).max);
        LicenseGrant memory act = granting(0);
        (act.startsAt, act.endsAt) = (startsAt, endsAt);
        bytes memory signatures = signedGrant(act);
        uint64 first = startsAt > type(uint40).max ? startsAt : endsAt;
        vm.expectRevert(abi.encodeWithSelector(ILicenses.TimeTooLarge.selector, first));
        licenses.grant(act, signatures);
    }

    function testFuzz_The_administrator_alone_ends_nothing_in_the_past(uint64 now_, uint40 effectiveAt) public {
        vm.assume(now_ >= 1_000_000 && effectiveAt != 0);
        LicenseGrant memory act = granting(0);
        bytes32 id = licenses.grant(act, signedGrant(act));
        Termination memory ending = Termination(id, effectiveAt, 0, id, LATE, 0);
        bytes memory signatures = sign(address(licenses), "Licenses", hasher.id(ending), ADMINISTRATOR);
        vm.warp(now_);
        if (effectiveAt < now_) {
            vm.expectRevert(abi.encodeWithSelector(ILicenses.LicenseeMustSign.selector, effectiveAt, now_));
        }
        licenses.terminate(ending, signatures);
    }

    function testFuzz_A_void_stops_the_act_it_names_and_no_other(bytes32 other) public {
        LicenseGrant memory act = granting(0);
        bytes32 id = hasher.id(act);
        vm.assume(other != id);
        voidIn(Void(other, licensee), LICENSEE);
        voidIn(Void(id, member), MEMBER);
        require(!licenses.isVoid(id, licensee));
        licenses.grant(act, signedGrant(act));
        LicenseGrant memory next = granting(other);
        voidIn(Void(hasher.id(next), licensee), LICENSEE);
        bytes memory signatures = signedGrant(next);
        vm.expectRevert(abi.encodeWithSelector(IActs.ActIsVoid.selector, hasher.id(next), licensee));
        licenses.grant(next, signatures);
    }

    function testFuzz_A_key_holds_its_scopes_from_its_block_until_its_end(
        uint8 scopes,
        uint64 until,
        uint8 asked
    ) public {
        scopes = 1 + (scopes % 31);
        uint64 now_ = uint64(block.timestamp);
        until = until == 0 || until > now_ ? until : now_ + 1;
        KeyAdmission memory act = KeyAdmission(licensee, vm.addr(0xE), scopes, until, 0, LATE, 0);
        bytes32 id = keccak256(abi.encode(ActHash.KEY_ADMISSION, act));
        parties.admitKey(act, both(address(parties), "Parties", id, LICENSEE, 0xE));
        bool covers = scopes & asked == asked;
        require(parties.holdsKey(licensee, vm.addr(0xE), asked, now_) == covers);
        require(!parties.holdsKey(licensee, vm.addr(0xE), asked, now_ - 1));
        require(!parties.holdsKey(member, vm.addr(0xE), asked, now_));
        if (until != 0) {
            require(parties.holdsKey(licensee, vm.addr(0xE), asked, until - 1) == covers);
            require(!parties.holdsKey(licensee, vm.addr(0xE), asked, until));
        }
    }

    function voidIn(Void memory act, uint256 key) private {
        licenses.voidAct(act, sign(address(licenses), "Licenses", hasher.id(act), key));
    }

    function expected(uint64 startsAt, uint64 endsAt, uint64 ended, uint64 time) private pure returns (Standing) {
        if (ended != 0 && time >= ended) return Standing.Terminated;
        if (time < startsAt) return Standing.NotYet;
        return endsAt == 0 || time < endsAt ? Standing.InForce : Standing.Expired;
    }
}
