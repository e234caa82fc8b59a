// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title What a key may sign for its party: a mask.
library Scopes {
    uint8 internal constant ROOT = 1;
    uint8 internal constant CONTRACT = 2;
    uint8 internal constant REPORT = 4;
    uint8 internal constant OPINION = 8;
    uint8 internal constant WITNESS = 16;
    uint8 internal constant ALL = 31;
}
