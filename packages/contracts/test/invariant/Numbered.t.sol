// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Numbered} from "./Numbered.sol";

/// @notice Each number by itself, over short sequences, so that a breach names itself.
/// forge-config: default.invariant.runs = 6
/// forge-config: deep.invariant.runs = 60
/// forge-config: default.invariant.depth = 150
contract NumberedTest is Numbered {
    function invariant_1_CashIsTheSumOfItsParts() external view {
        _check1();
    }

    function invariant_2_AssetsCoverLiability() external view {
        _check2();
    }

    function invariant_3_LiabilityIsNeverUnderstated() external view {
        _check3();
    }

    function invariant_4_ANullifierPaysOnce() external view {
        _checkNoted("4:");
    }

    function invariant_5_AnObservationPaysOncePerTerms() external view {
        _checkNoted("5:");
    }

    function invariant_6_SharesAreWorthAtMostTheAssets() external view {
        _check6();
    }

    function invariant_7_ADonationMovesNoPrice() external view {
        _checkNoted("7:");
    }

    function invariant_8_UtilisationIsAtMostOne() external view {
        _check8();
        _checkNoted("8:");
    }

    function invariant_9_EverythingClaimableCanBePaid() external view {
        _check9();
    }

    function invariant_10_SplittingAPurchaseGainsNothing() external view {
        _checkNoted("10:");
    }

    function invariant_11_OnlyAPayoutLowersTheSharePrice() external view {
        _checkNoted("11:");
    }

    function invariant_12_ExitsEarnAndLoseAsShares() external view {
        _check12();
        _checkNoted("12:");
    }

    function invariant_13_ARefundTakesOnlyItsOwnPremium() external view {
        _checkNoted("13:");
    }

    function invariant_14_AGuardStopsSalesAndNothingElse() external view {
        _checkNoted("14:");
    }

    function invariant_15_PayoutsOfADayStayWithinTheInstantShare() external view {
        _checkNoted("15:");
    }

    function invariant_16_TheBookKeepsEveryLeafInItsPlace() external view {
        _checkNoted("16:");
    }

    function invariant_17_AKeeperLeavesNothingUndone() external view {
        _checkNoted("17:");
    }

    function invariant_18_AnExpulsionIsWhole() external view {
        _checkNoted("18:");
    }

    function invariant_19_LiabilityEndsWithTheCover() external {
        _check19();
        _runOut();
    }
}
