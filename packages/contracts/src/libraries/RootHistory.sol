// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title RootHistory
/// @notice The roots that a committee had, one after another, and during which of them a key sat.
///
/// A root is a matter of who sits where. So the roots with a key in them are those of its sittings and no others, and
/// they are found without a look at any other root.
library RootHistory {
    /// @param replacedAt unix seconds, 0 for the current root
    struct Entry {
        uint256 root;
        uint40 replacedAt;
    }

    /// @param first index of the first root with the key
    /// @param end index of the first root without it, 0 while the key sits
    /// @param slot of the seat
    struct Sitting {
        uint32 first;
        uint32 end;
        uint8 slot;
    }

    struct History {
        Entry[] entries;
        mapping(uint256 Ax => Sitting[]) sittings;
    }

    /// @dev The root that is pushed next has the key.
    function sit(History storage self, uint256 Ax, uint256 slot) internal {
        self.sittings[Ax].push(Sitting(uint32(self.entries.length), 0, uint8(slot)));
    }

    /// @dev The root that is pushed next has the key no more.
    function rise(History storage self, uint256 Ax) internal {
        Sitting[] storage sittings = self.sittings[Ax];
        sittings[sittings.length - 1].end = uint32(self.entries.length);
    }

    /// @dev Replaces the current root.
    function push(History storage self, uint256 root) internal {
        uint256 length = self.entries.length;
        if (length != 0) self.entries[length - 1].replacedAt = uint40(block.timestamp);
        self.entries.push(Entry(root, 0));
    }

    /// @dev Forgets the newest root with the key, which must not sit any more.
    /// @param since unix seconds
    /// @return root 0 if no root with the key was replaced at `since` or later
    function take(History storage self, uint256 Ax, uint256 since) internal returns (uint256 root) {
        Sitting[] storage sittings = self.sittings[Ax];
        if (sittings.length == 0) return 0;
        Sitting storage latest = sittings[sittings.length - 1];
        uint32 index = latest.end - 1;
        Entry storage entry = self.entries[index];
        if (entry.replacedAt < since) return 0;
        if (index == latest.first) sittings.pop();
        else latest.end = index;
        return entry.root;
    }

    /// @return root 0 before the first
    function current(History storage self) internal view returns (uint256 root) {
        uint256 length = self.entries.length;
        if (length != 0) root = self.entries[length - 1].root;
    }

    /// @return sits whether the key has a seat
    /// @return slot of the seat
    function seatOf(History storage self, uint256 Ax) internal view returns (bool sits, uint256 slot) {
        Sitting[] storage sittings = self.sittings[Ax];
        if (sittings.length == 0) return (false, 0);
        Sitting storage latest = sittings[sittings.length - 1];
        return (latest.end == 0, latest.slot);
    }
}
