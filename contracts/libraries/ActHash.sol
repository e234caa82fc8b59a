// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    AdministratorChange,
    Admission,
    Amendment,
    Assignment,
    AttestedImport,
    Checkpoint,
    Contribution,
    CounterSignature,
    Departure,
    Enrolment,
    KeyAdmission,
    KeyCompromise,
    KeyRetirement,
    LicenseGrant,
    LogKeyChange,
    PartyOpening,
    PolicyChange,
    PoolCharter,
    RecoveryCancellation,
    RecoveryCompletion,
    RecoveryStart,
    Reinstatement,
    Removal,
    ScheduleRevision,
    Sublicense,
    Succession,
    Suspension,
    Termination,
    Void
} from "../interfaces/Acts.sol";

/// @title The EIP-712 struct hash of every act: its id.
/// @dev The ABI encoding of a struct without dynamic fields is its EIP-712 encoding, word for word; the two structs with
/// a `bytes32[]` are written out. A test compares every type string with the structs of Acts.sol.
library ActHash {
    bytes32 internal constant PARTY_OPENING = keccak256(
        "PartyOpening(address rootKey,address guardian,bytes32 profileRoot,bytes32 salt)"
    );
    bytes32 internal constant KEY_ADMISSION = keccak256(
        "KeyAdmission(bytes32 party,address key,uint8 scopes,uint64 validUntil,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant KEY_RETIREMENT = keccak256(
        "KeyRetirement(bytes32 party,address key,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant KEY_COMPROMISE = keccak256(
        "KeyCompromise(bytes32 party,address key,uint64 since,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant RECOVERY_START = keccak256(
        "RecoveryStart(bytes32 party,address newKey,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant RECOVERY_CANCELLATION = keccak256(
        "RecoveryCancellation(bytes32 party,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant RECOVERY_COMPLETION = keccak256(
        "RecoveryCompletion(bytes32 party,bytes32 previous,bytes32 previousKeys,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant POOL_CHARTER = keccak256(
        "PoolCharter(uint8 governance,bytes32 administrator,bytes32[] founders,uint16 quorumPerMille,bytes32 policy,bytes32 policyCodeHash,address logKey,uint256 chainId,address parties,address pools,address licenses,address usageLog,bytes32 charterRoot,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant ADMISSION = keccak256(
        "Admission(bytes32 pool,bytes32 party,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant DEPARTURE = keccak256(
        "Departure(bytes32 pool,bytes32 party,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant REMOVAL = keccak256(
        "Removal(bytes32 pool,bytes32 party,bytes32 reasonRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant SUCCESSION = keccak256(
        "Succession(bytes32 pool,bytes32 party,bytes32 successor,bytes32 evidenceRoot,bytes32 previous,bytes32 previousSuccessor,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant ENROLMENT = keccak256(
        "Enrolment(bytes32 pool,bytes32 party,bytes32 enrolmentRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant ADMINISTRATOR_CHANGE = keccak256(
        "AdministratorChange(bytes32 pool,bytes32 administrator,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant POLICY_CHANGE = keccak256(
        "PolicyChange(bytes32 pool,bytes32 policy,bytes32 codeHash,bytes32 policyRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant LOG_KEY_CHANGE = keccak256(
        "LogKeyChange(bytes32 pool,uint16 epoch,address logKey,bool lost,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant CONTRIBUTION = keccak256(
        "Contribution(bytes32 pool,bytes32 schedule,bytes32 holder,bytes32 root,uint32 count,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant SCHEDULE_REVISION = keccak256(
        "ScheduleRevision(bytes32 pool,bytes32 schedule,uint32 revision,bytes32 root,uint32 count,bytes32[] contributions,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant LICENSE_GRANT = keccak256(
        "LicenseGrant(bytes32 pool,bytes32 licensee,bytes32 schedule,uint64 startsAt,uint64 endsAt,bytes32 termsRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant SUBLICENSE = keccak256(
        "Sublicense(bytes32 parent,bytes32 sublicensee,uint64 startsAt,uint64 endsAt,bytes32 termsRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant ATTESTED_IMPORT = keccak256(
        "AttestedImport(bytes32 pool,bytes32 licensee,bytes32 schedule,uint64 startsAt,uint64 endsAt,bytes32 termsRoot,uint64 signedAt,bytes32 paperRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant COUNTER_SIGNATURE = keccak256(
        "CounterSignature(bytes32 license,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant AMENDMENT = keccak256(
        "Amendment(bytes32 license,bytes32 schedule,uint64 endsAt,bytes32 termsRoot,uint64 effectiveAt,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant SUSPENSION = keccak256(
        "Suspension(bytes32 license,uint64 effectiveAt,bytes32 reasonRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant REINSTATEMENT = keccak256(
        "Reinstatement(bytes32 license,uint64 effectiveAt,bytes32 reasonRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant ASSIGNMENT = keccak256(
        "Assignment(bytes32 license,bytes32 assignee,bytes32 evidenceRoot,bytes32 previous,bytes32 previousFile,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant TERMINATION = keccak256(
        "Termination(bytes32 license,uint64 effectiveAt,bytes32 reasonRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)"
    );
    bytes32 internal constant VOID = keccak256("Void(bytes32 actId,bytes32 party)");
    bytes32 internal constant CHECKPOINT = keccak256("Checkpoint(bytes32 pool,uint64 epoch,uint64 size,bytes32 root)");

    function id(PartyOpening calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(PARTY_OPENING, act));
    }

    function id(KeyAdmission calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_ADMISSION, act));
    }

    function id(KeyRetirement calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_RETIREMENT, act));
    }

    function id(KeyCompromise calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_COMPROMISE, act));
    }

    function id(RecoveryStart calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_START, act));
    }

    function id(RecoveryCancellation calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_CANCELLATION, act));
    }

    function id(RecoveryCompletion calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_COMPLETION, act));
    }

    function id(PoolCharter calldata act) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    POOL_CHARTER,
                    act.governance,
                    act.administrator,
                    keccak256(abi.encodePacked(act.founders)),
                    act.quorumPerMille,
                    act.policy,
                    act.policyCodeHash,
                    act.logKey,
                    act.chainId,
                    act.parties,
                    act.pools,
                    act.licenses,
                    act.usageLog,
                    act.charterRoot,
                    act.expiresAt,
                    act.salt
                )
            );
    }

    function id(Admission calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(ADMISSION, act));
    }

    function id(Departure calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(DEPARTURE, act));
    }

    function id(Removal calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(REMOVAL, act));
    }

    function id(Succession calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(SUCCESSION, act));
    }

    function id(Enrolment calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(ENROLMENT, act));
    }

    function id(AdministratorChange calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(ADMINISTRATOR_CHANGE, act));
    }

    function id(PolicyChange calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(POLICY_CHANGE, act));
    }

    function id(LogKeyChange calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(LOG_KEY_CHANGE, act));
    }

    function id(Contribution calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONTRIBUTION, act));
    }

    function id(ScheduleRevision calldata act) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    SCHEDULE_REVISION,
                    act.pool,
                    act.schedule,
                    act.revision,
                    act.root,
                    act.count,
                    keccak256(abi.encodePacked(act.contributions)),
                    act.previous,
                    act.expiresAt,
                    act.salt
                )
            );
    }

    function id(LicenseGrant calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(LICENSE_GRANT, act));
    }

    function id(Sublicense calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(SUBLICENSE, act));
    }

    function id(AttestedImport calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(ATTESTED_IMPORT, act));
    }

    function id(CounterSignature calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(COUNTER_SIGNATURE, act));
    }

    function id(Amendment calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(AMENDMENT, act));
    }

    function id(Suspension calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(SUSPENSION, act));
    }

    function id(Reinstatement calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(REINSTATEMENT, act));
    }

    function id(Assignment calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(ASSIGNMENT, act));
    }

    function id(Termination calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(TERMINATION, act));
    }

    function id(Void calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(VOID, act));
    }

    function id(Checkpoint calldata act) internal pure returns (bytes32) {
        return keccak256(abi.encode(CHECKPOINT, act));
    }
}
