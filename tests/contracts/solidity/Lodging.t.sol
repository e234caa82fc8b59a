// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IUsageLog} from "../../../contracts/interfaces/IUsageLog.sol";
import {Signing} from "./Signing.sol";
import {vm} from "./Vm.sol";

/// @notice Whoever lodges whatever, in whatever order: the first time counts, and nothing else is touched.
contract LodgingTest is Signing {
    /// @dev A constant: the optimizer may read the clock again after it was moved.
    uint256 private constant START = 2_000_000_000;

    function testFuzz_The_first_time_counts(bytes32 digest, uint32 first, uint32 later) public {
        vm.warp(START + first);
        usageLog.lodge(pool, digest);
        vm.warp(START + first + uint256(later));
        usageLog.lodge(pool, digest);
        assert(usageLog.lodgedAt(pool, digest) == START + first);
    }

    function testFuzz_A_lodging_touches_no_other_digest_and_no_checkpoint(bytes32 digest, bytes32 other) public {
        vm.assume(digest != other);
        usageLog.lodge(pool, digest);
        assert(usageLog.lodgedAt(pool, other) == 0);
        (uint64 size, ) = usageLog.checkpointOf(pool, 0);
        assert(size == 0);
    }

    function testFuzz_Nothing_is_lodged_for_a_pool_that_is_not_there(bytes32 nowhere, bytes32 digest) public {
        vm.assume(nowhere != pool);
        vm.expectRevert(abi.encodeWithSelector(IUsageLog.PoolUnknown.selector, nowhere));
        usageLog.lodge(nowhere, digest);
    }
}
