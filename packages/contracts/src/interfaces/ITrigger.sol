// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title ITrigger
/// @notice Decides whether a claim is due; what it costs and who is paid is not its matter. Each product names one.
///
/// AttestationTrigger reads a zero-knowledge proof over an attested result. A trigger on public data would read signed
/// data instead, and neither the desk nor the pool would know the difference.
interface ITrigger {
    /// @param terms of the product
    /// @param units of the policy that ends, 1 to 2^32 − 1
    /// @param severity 1 to 3
    /// @param nullifier of the policy, below FIELD; the desk spends it
    /// @param observationNullifier of what happened, for these terms, below FIELD; the desk spends it
    struct Claim {
        uint256 terms;
        uint256 units;
        uint256 severity;
        uint256 nullifier;
        uint256 observationNullifier;
    }

    /// @notice Reverts with the reason unless the evidence shows all of the claim.
    /// @param committeeId oracle committee of the product
    /// @param since unix seconds; the claim may have been made at any time from then to now
    /// @param context binds the evidence to the payment
    /// @return source of the evidence that may be revoked later, such as a committee root
    function check(Claim calldata claim, uint256 committeeId, uint256 since, uint256 context, bytes calldata evidence)
        external
        view
        returns (uint256 source);

    /// @notice Asked with the gas that IClaimDesk names. No answer, and any but yes, is a no.
    /// @return whether the source has turned out not to be trustworthy
    function isRevoked(uint256 committeeId, uint256 source) external view returns (bool);
}
