// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

// Compiled so that a deployment has its artifact; nothing of it is ours.
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
