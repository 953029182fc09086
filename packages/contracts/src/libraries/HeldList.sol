// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title HeldList
/// @notice Held claims that wait, pool by pool, the oldest first. Whichever of them is settled, those that are left are
/// found without passing any that is not.
library HeldList {
    using SafeCast for uint256;

    /// @param first 0 if none waits
    struct Ends {
        uint128 first;
        uint128 last;
    }

    /// @param before 0 for the first, `after_` 0 for the last
    struct Links {
        uint128 before;
        uint128 after_;
    }

    struct List {
        mapping(address pool => Ends) ends;
        mapping(uint256 heldId => Links) links;
    }

    function append(List storage self, address pool, uint256 heldId) internal {
        Ends storage ends = self.ends[pool];
        uint128 last = ends.last;
        if (last == 0) ends.first = heldId.toUint128();
        else (self.links[last].after_, self.links[heldId].before) = (heldId.toUint128(), last);
        ends.last = heldId.toUint128();
    }

    /// @dev The claim is one of the pool's that wait.
    function remove(List storage self, address pool, uint256 heldId) internal {
        Links memory links = self.links[heldId];
        if (links.before == 0) self.ends[pool].first = links.after_;
        else self.links[links.before].after_ = links.after_;
        if (links.after_ == 0) self.ends[pool].last = links.before;
        else self.links[links.after_].before = links.before;
        delete self.links[heldId];
    }
}
