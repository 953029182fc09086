// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IERC7540Redeem
/// @notice Asynchronous redemption and operators of ERC-7540. All requests of a controller are one: the request id is 0.
interface IERC7540Redeem {
    /// @notice Shares of the owner are gone; their assets are the controller's once they are settled.
    /// @param requestId always 0
    /// @param sender the owner, its operator, or a spender of its shares
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );

    /// @notice The controller has let the operator act for it, or no longer.
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice Takes shares of the owner in order to pay their assets to the controller later.
    /// Any controller may be named that has no exit pending, since what is pending waits anew with what joins it; otherwise
    /// the caller is the controller or its operator.
    /// @param shares of the pool, which have 6 decimals more than its asset
    /// @return requestId always 0
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256 requestId);

    /// @return shares whose assets cannot be claimed yet
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @return shares whose assets can be claimed now, with `redeem` or `withdraw`
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice Lets the operator request and claim redemptions for the caller, or no longer.
    /// @return always true
    function setOperator(address operator, bool approved) external returns (bool);

    /// @return whether the operator may request and claim redemptions for the controller
    function isOperator(address controller, address operator) external view returns (bool);
}
