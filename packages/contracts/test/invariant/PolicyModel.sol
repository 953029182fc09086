// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice What really happened to each policy: its premium, and which claim or cancellation ended it. The protocol
/// cannot know that. A policy that can neither be claimed nor earn any more is forgotten.
contract PolicyModel {
    /// @param rate of the net premium, asset units · 2^32 per second
    /// @param taken of the rate, by a cancellation
    /// @param reopenedUntil last second of the latest reopening
    /// @param claimableUntil the latest time at which a claim can still be made
    /// @param ended whether a claim or a cancellation has ended it
    /// @param cancelled whether it was a cancellation
    /// @param renewable whether it can still be renewed
    /// @param cancellable whether it was sold without
    struct Policy {
        uint256 product;
        uint256 units;
        uint256 maxPayout;
        uint256 start;
        uint256 end;
        uint256 deadline;
        uint256 premium;
        uint256 rate;
        uint256 taken;
        uint256 reopenedSince;
        uint256 reopenedUntil;
        uint256 claimableUntil;
        bool ended;
        bool cancelled;
        bool renewable;
        bool cancellable;
        uint256 commitment;
    }

    uint256 public constant SCALE = 1 << 32;

    mapping(uint256 id => Policy) private _policies;
    /// @dev Deadlines of all the buckets in which a policy has units.
    mapping(uint256 id => uint256[]) private _places;
    uint256[] private _active;
    uint256 private _count;

    function sell(Policy memory policy) external returns (uint256 id) {
        policy.rate = policy.premium * SCALE / (policy.end - policy.start);
        policy.claimableUntil = policy.deadline + 1 hours;
        policy.cancellable = !policy.renewable;
        id = ++_count;
        _policies[id] = policy;
        _places[id].push(policy.deadline);
        _active.push(id);
    }

    function claim(uint256 id) external {
        _policies[id].ended = true;
    }

    function reopen(uint256 id, uint256 since, uint256 until) external {
        Policy storage policy = _policies[id];
        policy.ended = false;
        (policy.reopenedSince, policy.reopenedUntil) = (since, until);
        _places[id].push(until);
        if (until > policy.claimableUntil) policy.claimableUntil = until;
    }

    /// @return refund asset units
    function cancel(uint256 id, uint256 amount) external returns (uint256 refund) {
        Policy storage policy = _policies[id];
        (policy.ended, policy.cancelled) = (true, true);
        // It has told its own place, and the latest that a void claim has made is known.
        _places[id][0] = 0;
        if (policy.reopenedUntil != 0) _places[id][_places[id].length - 1] = 0;
        policy.taken = amount * SCALE / (policy.end - block.timestamp);
        return policy.taken * (policy.end - block.timestamp) / SCALE;
    }

    function useRenewal(uint256 id) external {
        _policies[id].renewable = false;
    }

    /// @dev Costs nothing but time, and saves it.
    function forget() external {
        for (uint256 i = _active.length; i != 0; --i) {
            Policy storage policy = _policies[_active[i - 1]];
            if (block.timestamp <= policy.end || block.timestamp <= policy.claimableUntil && !policy.ended) continue;
            // A held claim may be voided within two days and come back.
            if (block.timestamp <= policy.claimableUntil + 60 days) continue;
            _active[i - 1] = _active[_active.length - 1];
            _active.pop();
        }
    }

    function policyOf(uint256 id) external view returns (Policy memory) {
        return _policies[id];
    }

    /// @return id of a policy that can be claimed now, by choice, or 0
    function claimable(uint256 choice) external view returns (uint256 id) {
        for (uint256 i; i < _active.length; ++i) {
            id = _active[(choice % _active.length + i) % _active.length];
            if (_isOpen(_policies[id])) return id;
        }
        return 0;
    }

    /// @return id of a policy that has whole weeks to come, by choice, or 0
    function cancellable(uint256 choice) external view returns (uint256 id) {
        for (uint256 i; i < _active.length; ++i) {
            id = _active[(choice % _active.length + i) % _active.length];
            Policy storage policy = _policies[id];
            // The proof shows that it had begun at the last full hour.
            bool begun = policy.start <= block.timestamp / 1 hours * 1 hours;
            if (!policy.ended && policy.cancellable && begun && policy.end >= block.timestamp + 1 weeks) return id;
        }
        return 0;
    }

    /// @return id of a policy that can be renewed now, by choice, or 0
    function renewable(uint256 choice, uint256 window) external view returns (uint256 id) {
        for (uint256 i; i < _active.length; ++i) {
            id = _active[(choice % _active.length + i) % _active.length];
            Policy storage policy = _policies[id];
            if (policy.renewable && block.timestamp + window >= policy.end && block.timestamp < policy.end) return id;
        }
        return 0;
    }

    /// @return liability what can still be claimed of a product, asset units
    function liabilityOf(uint256 product) external view returns (uint256 liability) {
        for (uint256 i; i < _active.length; ++i) {
            Policy storage policy = _policies[_active[i]];
            if (policy.product == product && _isOpen(policy)) liability += policy.units * policy.maxPayout;
        }
    }

    /// @return units in all the buckets that have not expired
    function openUnitsOf(uint256 product) external view returns (uint256 units) {
        for (uint256 i; i < _active.length; ++i) {
            Policy storage policy = _policies[_active[i]];
            if (policy.product == product) units += policy.units * _placesOf(_active[i]);
        }
    }

    /// @return liability what can be claimed of a product, and what the protocol cannot know is not: the units of claimed
    /// policies whose bucket has not expired, asset units
    function mostLiabilityOf(uint256 product) external view returns (uint256 liability) {
        for (uint256 i; i < _active.length; ++i) {
            Policy storage policy = _policies[_active[i]];
            if (policy.product == product) liability += policy.units * policy.maxPayout * _placesOf(_active[i]);
        }
    }

    /// @return time after which nothing that was not cancelled can be claimed, nor could be if it had not been
    function lastDeadline() external view returns (uint256 time) {
        time = block.timestamp;
        for (uint256 i; i < _active.length; ++i) {
            uint256[] storage places = _places[_active[i]];
            for (uint256 j; j < places.length; ++j) {
                if (places[j] + 1 hours > time) time = places[j] + 1 hours;
            }
        }
    }

    /// @return asset units, each premium by itself, the sum rounded up
    function unearnedPremium() external view returns (uint256) {
        uint256 unearned;
        for (uint256 i; i < _active.length; ++i) {
            unearned += _unearned(_policies[_active[i]]);
        }
        return (unearned + SCALE - 1) / SCALE;
    }

    /// @return asset units of one policy, rounded down
    function unearnedOf(uint256 id) external view returns (uint256) {
        return _unearned(_policies[id]) / SCALE;
    }

    function _unearned(Policy storage policy) private view returns (uint256) {
        if (block.timestamp >= policy.end) return 0;
        uint256 elapsed = block.timestamp > policy.start ? block.timestamp - policy.start : 0;
        return policy.premium * SCALE - policy.rate * elapsed - policy.taken * (policy.end - block.timestamp);
    }

    function _placesOf(uint256 id) private view returns (uint256 count) {
        uint256[] storage places = _places[id];
        for (uint256 i; i < places.length; ++i) {
            if (block.timestamp <= places[i] + 1 hours) ++count;
        }
    }

    function _isOpen(Policy storage policy) private view returns (bool) {
        return !policy.ended && block.timestamp <= policy.claimableUntil;
    }
}
