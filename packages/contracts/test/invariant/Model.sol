// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice What really happened: each policy with its premium, and which claim ended it. The protocol cannot know that.
contract Model {
    struct Policy {
        uint256 product;
        uint256 units;
        uint256 maxPayout;
        uint256 start;
        uint256 end;
        uint256 deadline;
        uint256 premium;
        bool claimed;
    }

    uint256 private constant SCALE = 1 << 32;

    Policy[] private _policies;

    uint256 public cash;
    uint256 public donations;
    mapping(uint256 nullifier => uint256) public productOfNullifier;

    function receiveCash(uint256 amount) external {
        cash += amount;
    }

    function sendCash(uint256 amount) external {
        cash -= amount;
    }

    function donate(uint256 amount) external {
        donations += amount;
    }

    function sell(uint256 product, uint256 units, uint256 maxPayout, uint256 end, uint256 deadline, uint256 premium)
        external
    {
        _policies.push(Policy(product, units, maxPayout, block.timestamp, end, deadline, premium, false));
        cash += premium;
    }

    function claim(uint256 policy, uint256 nullifier) external {
        _policies[policy].claimed = true;
        productOfNullifier[nullifier] = _policies[policy].product;
    }

    /// @return found whether any policy can claim now
    /// @return policy one of them, by choice
    function claimable(uint256 choice) external view returns (bool found, uint256 policy) {
        for (uint256 i; i < _policies.length; ++i) {
            policy = (choice % _policies.length + i) % _policies.length;
            if (_isOpen(_policies[policy])) return (true, policy);
        }
    }

    function policyOf(uint256 policy) external view returns (uint256 product, uint256 units, uint256 deadline) {
        return (_policies[policy].product, _policies[policy].units, _policies[policy].deadline);
    }

    /// @return liability what can still be claimed of a product, asset units
    function liabilityOf(uint256 product) public view returns (uint256 liability) {
        for (uint256 i; i < _policies.length; ++i) {
            if (_policies[i].product == product && _isOpen(_policies[i])) {
                liability += _policies[i].units * _policies[i].maxPayout;
            }
        }
    }

    /// @return asset units, each premium by itself, the sum rounded up
    function unearnedPremium() external view returns (uint256) {
        uint256 unearned;
        for (uint256 i; i < _policies.length; ++i) {
            Policy storage policy = _policies[i];
            if (block.timestamp >= policy.end) continue;
            uint256 rate = policy.premium * SCALE / (policy.end - policy.start);
            unearned += policy.premium * SCALE - rate * (block.timestamp - policy.start);
        }
        return (unearned + SCALE - 1) / SCALE;
    }

    function _isOpen(Policy storage policy) private view returns (bool) {
        return !policy.claimed && block.timestamp <= policy.deadline + 3600;
    }
}
