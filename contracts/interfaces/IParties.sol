// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    KeyAdmission,
    KeyCompromise,
    KeyRetirement,
    PartyOpening,
    RecoveryCancellation,
    RecoveryCompletion,
    RecoveryStart
} from "./Acts.sol";
import {IActs} from "./IActs.sol";

/// @notice A key's hold on a party: from `from` (inclusive) until `until` (exclusive; zero: without end).
/// @dev `scopes` is a mask: Root 1, Contract 2, Report 4, Opinion 8, Witness 16. `kind`: 0 ECDSA.
struct KeyRecord {
    uint64 from;
    uint64 until;
    uint8 scopes;
    uint8 kind;
}

/// @title Parties and their keys.
/// @notice A party is the hash of its opening. A key is admitted to a party once in its life: it never changes its
/// scopes, and does not come back after its end.
interface IParties is IActs {
    event PartyOpened(bytes32 indexed id, PartyOpening act, bytes signatures);
    event KeyAdmitted(bytes32 indexed party, bytes32 indexed actId, KeyAdmission act, bytes signatures);
    event KeyRetired(bytes32 indexed party, bytes32 indexed actId, KeyRetirement act, bytes signatures);
    event KeyCompromised(bytes32 indexed party, bytes32 indexed actId, KeyCompromise act, bytes signatures);
    event RecoveryStarted(bytes32 indexed party, bytes32 indexed actId, RecoveryStart act, bytes signatures);
    event RecoveryCancelled(bytes32 indexed party, bytes32 indexed actId, RecoveryCancellation act, bytes signatures);
    /// @notice `newKey` is the one of the start that `act.previous` names.
    event RecoveryCompleted(
        bytes32 indexed party,
        bytes32 indexed actId,
        address newKey,
        RecoveryCompletion act,
        bytes signatures
    );

    /// @notice The opening was recorded before.
    error PartyExists(bytes32 party);
    /// @notice No opening with this id was recorded.
    error PartyUnknown(bytes32 party);
    /// @notice The signature has to be by this key: the one that the act opens or admits, or the guardian's.
    error NotTheKey(address signer, address key);
    /// @notice The key was admitted to this party before, or is its first root key.
    error KeyKnown(bytes32 party, address key);
    /// @notice Scopes are a mask of one to five bits.
    error ScopesInvalid(uint8 scopes);
    /// @notice A key that ends must end after the recording block.
    error KeyTermEmpty(uint64 validUntil, uint256 blockTime);
    /// @notice The last root key without an end stays: nobody could ever replace it.
    error LastRootKey(bytes32 party, address key);
    /// @notice The party never held this key.
    error KeyUnknown(bytes32 party, address key);
    /// @notice The key is flagged already.
    error AlreadyCompromised(bytes32 party, address key);
    /// @notice A key cannot have been lost after the block that says so.
    error LostInFuture(uint64 since, uint256 blockTime);
    /// @notice The opening named no guardian, so that nobody can recover the party.
    error GuardianMissing(bytes32 party);
    /// @notice No recovery of the party waits.
    error NoRecovery(bytes32 party);
    /// @notice The wait is over at `readyAt`.
    error RecoveryWaits(uint256 readyAt, uint256 blockTime);
    /// @notice Only a key that the party held before the recovery started can cancel it.
    error KeyNotOlder(address key, uint64 from, uint64 startedAt);

    /// @notice Opens a party. Its first root key holds every scope from this block on.
    /// @param signatures one, by `act.rootKey`.
    /// @return id the act's struct hash.
    function open(PartyOpening calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Admits a key from this block on.
    /// @param signatures two: by a Root key of the party, and by the new key.
    function admitKey(KeyAdmission calldata act, bytes calldata signatures) external;

    /// @notice Ends a key's hold with this block. Whatever was recorded before stays binding.
    /// @param signatures one, by a Root key of the party.
    function retireKey(KeyRetirement calldata act, bytes calldata signatures) external;

    /// @notice Flags a key as compromised, and ends its hold with this block where it still holds. It never reaches back.
    /// @param signatures one, by a Root key of the party (the flagged one too).
    function compromiseKey(KeyCompromise calldata act, bytes calldata signatures) external;

    /// @notice Starts the recovery of a party whose Root keys are lost; a recovery that waits is replaced.
    /// @param signatures two: by the guardian that the opening named, and by the new key.
    function startRecovery(RecoveryStart calldata act, bytes calldata signatures) external;

    /// @notice Cancels the recovery that waits.
    /// @param signatures one, by a Root key of the party whose hold began before the recovery started.
    function cancelRecovery(RecoveryCancellation calldata act, bytes calldata signatures) external;

    /// @notice Completes the recovery that waits, once its wait is over: the new key holds every scope, without end.
    /// @param signatures one, by the new key.
    function completeRecovery(RecoveryCompletion calldata act, bytes calldata signatures) external;

    /// @notice How long a recovery waits, seconds.
    // solhint-disable-next-line func-name-mixedcase
    function RECOVERY_DELAY() external view returns (uint64);

    /// @notice The key's record; all zero if it was never admitted.
    function keyOf(bytes32 party, address key) external view returns (KeyRecord memory);

    /// @notice Whether the key holds every scope in `scopes` at `time`, seconds.
    function holdsKey(bytes32 party, address key, uint8 scopes, uint64 time) external view returns (bool);

    /// @notice Reverts with `KeyNotHeld` unless the key holds every scope in `scopes` in this block.
    /// @return number the party's number, by which other contracts remember it in four bytes.
    function requireKey(bytes32 party, address key, uint8 scopes) external view returns (uint32 number);

    /// @notice The last act on the party's keys; zero while there was none after the opening.
    function keysHead(bytes32 party) external view returns (bytes32);

    /// @notice Whether the party flagged the key as compromised.
    function compromised(bytes32 party, address key) external view returns (bool);

    /// @notice The party's guardian; zero if there is none. Reverts with `PartyUnknown`.
    function guardianOf(bytes32 party) external view returns (address);

    /// @notice The last act on the party's recovery; zero while there was none.
    function recoveryHead(bytes32 party) external view returns (bytes32);

    /// @notice The recovery that waits: its new key and when it started; zero if none waits.
    function recoveryOf(bytes32 party) external view returns (address newKey, uint64 startedAt);

    /// @notice The party's number. Reverts with `PartyUnknown`.
    function numberOf(bytes32 party) external view returns (uint32);

    /// @notice The party of that number (from 1 on, in the order of opening); zero if there is none.
    function partyAt(uint32 number) external view returns (bytes32);
}
