// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Void} from "./Acts.sol";

/// @title What every contract that verifies acts has in common.
/// @notice Who sends the transaction does not matter: an act binds those who signed it, and nobody else.
interface IActs {
    /// @notice `party` took back its signature from `actId`, which can then never be recorded where it needs that party.
    event ActVoided(bytes32 indexed actId, bytes32 indexed party, bytes signatures);

    /// @notice The act may be recorded while the block's time is at most `expiresAt`.
    error ActExpired(uint64 expiresAt, uint256 blockTime);
    /// @notice `party` took its signature back before the act was recorded.
    error ActIsVoid(bytes32 actId, bytes32 party);
    /// @notice The act was signed on the head `previous`; the subject's head is `head`.
    error HeadMoved(bytes32 previous, bytes32 head);
    /// @notice 65 bytes r‖s‖v for each required signer, in the order that the act's struct names.
    error SignaturesLength(uint256 length, uint256 expected);
    /// @notice The signature at `position` has a high s, a v other than 27 or 28, or recovers to nobody.
    error SignatureInvalid(uint256 position);
    /// @notice `key` is not a key of `party` with every scope in `scopes` at the block's time.
    error KeyNotHeld(bytes32 party, address key, uint8 scopes);
    /// @notice At most `most` of them fit one transaction.
    error TooMany(uint256 count, uint256 most);
    /// @notice `party` took this signature back already.
    error AlreadyVoid(bytes32 actId, bytes32 party);

    /// @notice Takes back a party's own signature from an act of this contract that is not recorded yet.
    /// @dev Voiding what is recorded already changes nothing: the event then stands after the act it names.
    /// @param signatures one, by a key of `act.party` (scope Contract; in Parties: Root).
    function voidAct(Void calldata act, bytes calldata signatures) external;

    /// @notice Whether `party` took back its signature from `actId`; of party zero: whether anybody did.
    function isVoid(bytes32 actId, bytes32 party) external view returns (bool);
}
