// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const errorsAbi = [
  {
    "type": "error",
    "name": "AccessManagedInvalidAuthority",
    "inputs": [
      {
        "name": "authority",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "AccessManagedRequiredDelay",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "delay",
        "type": "uint32",
        "internalType": "uint32"
      }
    ]
  },
  {
    "type": "error",
    "name": "AccessManagedUnauthorized",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_AnswerInvalid",
    "inputs": [
      {
        "name": "asset",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "answer",
        "type": "int256",
        "internalType": "int256"
      },
      {
        "name": "updatedAt",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_AnswerStale",
    "inputs": [
      {
        "name": "asset",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "updatedAt",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "heartbeat",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_FeedInvalid",
    "inputs": [
      {
        "name": "heartbeat",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "lower",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "upper",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_FeedMissing",
    "inputs": [
      {
        "name": "asset",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_FeedWithoutCode",
    "inputs": [
      {
        "name": "aggregator",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_OffPeg",
    "inputs": [
      {
        "name": "asset",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "answer",
        "type": "int256",
        "internalType": "int256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AssetGuard_SequencerDown",
    "inputs": []
  },
  {
    "type": "error",
    "name": "AssetGuard_SequencerJustUp",
    "inputs": [
      {
        "name": "since",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_AsOfNotAnHour",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_AsOfOutOfRange",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "earliest",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "latest",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_CommitteeRootInvalid",
    "inputs": [
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "committeeRoot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_CommitteeRootZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "AttestationTrigger_EvidenceMalformed",
    "inputs": [
      {
        "name": "length",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_PolicyRootUnknown",
    "inputs": [
      {
        "name": "policyRoot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AttestationTrigger_PolicyRootZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "AttestationTrigger_ProofInvalid",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ClaimDesk_AsOfAhead",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "current",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_AsOfNotAnHour",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_DeadlinePassed",
    "inputs": [
      {
        "name": "deadline",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_EndNotAWeek",
    "inputs": [
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_FeeAbovePayout",
    "inputs": [
      {
        "name": "fee",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "payout",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_FeeWithoutRelayer",
    "inputs": [
      {
        "name": "fee",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_GasTooLow",
    "inputs": [
      {
        "name": "needed",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_NotHeld",
    "inputs": [
      {
        "name": "heldId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_NothingToRefund",
    "inputs": [
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_NotPayableYet",
    "inputs": [
      {
        "name": "heldId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "payableAt",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_NullifierSpent",
    "inputs": [
      {
        "name": "nullifier",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_ObservationSpent",
    "inputs": [
      {
        "name": "observationNullifier",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_PolicyRootUnknown",
    "inputs": [
      {
        "name": "policyRoot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_ProofInvalid",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ClaimDesk_RecipientZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ClaimDesk_SeverityWithoutPayout",
    "inputs": [
      {
        "name": "severity",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_SignalNotInField",
    "inputs": [
      {
        "name": "signal",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_TermsUnknown",
    "inputs": [
      {
        "name": "terms",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ClaimDesk_UnitsOutOfRange",
    "inputs": [
      {
        "name": "units",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverCode_NotCreated",
    "inputs": [
      {
        "name": "terms",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_DeadlinePassed",
    "inputs": [
      {
        "name": "deadline",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_EligibilityRequired",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_EndNotAWeek",
    "inputs": [
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_GroupSizeInvalid",
    "inputs": [
      {
        "name": "members",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxMembers",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_OutsideRenewalWindow",
    "inputs": [
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "window",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_PolicyNotRenewable",
    "inputs": [
      {
        "name": "commitment",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "renewer",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_PremiumAboveMaximum",
    "inputs": [
      {
        "name": "premium",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxPremium",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_ProductNotOnSale",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_ProductNotRenewable",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_TermOutOfRange",
    "inputs": [
      {
        "name": "end",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "earliest",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "latest",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverDesk_UnitsNotADenomination",
    "inputs": [
      {
        "name": "units",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverLiability_UnitsNotInBucket",
    "inputs": [
      {
        "name": "units",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "deadline",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "inBucket",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoverLiability_UnitsNotOpen",
    "inputs": [
      {
        "name": "units",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "openUnits",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "EnforcedPause",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ERC20InsufficientAllowance",
    "inputs": [
      {
        "name": "spender",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "allowance",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "needed",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC20InsufficientBalance",
    "inputs": [
      {
        "name": "sender",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "balance",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "needed",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC20InvalidApprover",
    "inputs": [
      {
        "name": "approver",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC20InvalidReceiver",
    "inputs": [
      {
        "name": "receiver",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC20InvalidSender",
    "inputs": [
      {
        "name": "sender",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC20InvalidSpender",
    "inputs": [
      {
        "name": "spender",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC4626ExceededMaxDeposit",
    "inputs": [
      {
        "name": "receiver",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "assets",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "max",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC4626ExceededMaxMint",
    "inputs": [
      {
        "name": "receiver",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "shares",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "max",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC4626ExceededMaxRedeem",
    "inputs": [
      {
        "name": "owner",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "shares",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "max",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ERC4626ExceededMaxWithdraw",
    "inputs": [
      {
        "name": "owner",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "assets",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "max",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ExpectedPause",
    "inputs": []
  },
  {
    "type": "error",
    "name": "OracleRegistry_CommitteeUnknown",
    "inputs": [
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_EquivocationNotProven",
    "inputs": [
      {
        "name": "Ax",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyIsIdentity",
    "inputs": []
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyNotInSubgroup",
    "inputs": []
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyNotOnCurve",
    "inputs": []
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyNotSlashed",
    "inputs": [
      {
        "name": "Ax",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeySlashed",
    "inputs": [
      {
        "name": "Ax",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyTaken",
    "inputs": [
      {
        "name": "operator",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_KeyUnknown",
    "inputs": [
      {
        "name": "Ax",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_NothingToExpel",
    "inputs": [
      {
        "name": "Ax",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_OperatorSeated",
    "inputs": [
      {
        "name": "operator",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_OperatorWithoutKey",
    "inputs": [
      {
        "name": "operator",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_PossessionNotProven",
    "inputs": []
  },
  {
    "type": "error",
    "name": "OracleRegistry_ResponseOutOfRange",
    "inputs": [
      {
        "name": "response",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_RootNotRevocable",
    "inputs": [
      {
        "name": "root",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_SlotEmpty",
    "inputs": [
      {
        "name": "slot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_SlotOutOfRange",
    "inputs": [
      {
        "name": "slot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_SlotResting",
    "inputs": [
      {
        "name": "slot",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "until",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "OracleRegistry_SlotTaken",
    "inputs": [
      {
        "name": "slot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_BatchStillFilling",
    "inputs": [
      {
        "name": "insertableAt",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_CommitmentOutOfRange",
    "inputs": [
      {
        "name": "commitment",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_LeafCountMismatch",
    "inputs": [
      {
        "name": "given",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "queued",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_LeavesMismatch",
    "inputs": [
      {
        "name": "given",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "queued",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_NothingQueued",
    "inputs": []
  },
  {
    "type": "error",
    "name": "PolicyBook_ProofInvalid",
    "inputs": []
  },
  {
    "type": "error",
    "name": "PolicyBook_RootKnown",
    "inputs": [
      {
        "name": "root",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "PolicyBook_RootZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "PolicyBook_TreeFull",
    "inputs": []
  },
  {
    "type": "error",
    "name": "Pricing_LiabilityAboveAssets",
    "inputs": [
      {
        "name": "liability",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "assets",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_BaselineAgeInvalid",
    "inputs": [
      {
        "name": "maxAge",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_BaseRateZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ProductCatalog_CapacityBelowMaxPayout",
    "inputs": [
      {
        "name": "capacity",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxPayout",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_ClaimWindowInvalid",
    "inputs": [
      {
        "name": "claimWindow",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_CommitteeUnknown",
    "inputs": [
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_ComparatorUnknown",
    "inputs": [
      {
        "name": "comparator",
        "type": "uint8",
        "internalType": "uint8"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_FeesTooHigh",
    "inputs": [
      {
        "name": "fees",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxFees",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_LinkGraceAboveWaiting",
    "inputs": [
      {
        "name": "linkGrace",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "waiting",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_MeasureZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ProductCatalog_PayoutMissing",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ProductCatalog_PayoutsNotOrdered",
    "inputs": [
      {
        "name": "payouts",
        "type": "uint96[3]",
        "internalType": "uint96[3]"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_PoolWithoutCode",
    "inputs": [
      {
        "name": "pool",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_ProductUnknown",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_RefundShareTooHigh",
    "inputs": [
      {
        "name": "refundShare",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxShare",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_RenewalWindowTooLong",
    "inputs": [
      {
        "name": "renewalWindow",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_TermNotInHours",
    "inputs": [
      {
        "name": "minTerm",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxTerm",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_TermRangeInvalid",
    "inputs": [
      {
        "name": "minTerm",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maxTerm",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_ThresholdOfUnusedTier",
    "inputs": [
      {
        "name": "thresholds",
        "type": "uint64[3]",
        "internalType": "uint64[3]"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_ThresholdsNotOrdered",
    "inputs": [
      {
        "name": "thresholds",
        "type": "uint64[3]",
        "internalType": "uint64[3]"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_TriggerWithoutCode",
    "inputs": [
      {
        "name": "trigger",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProductCatalog_WaitingNotBelowMinTerm",
    "inputs": [
      {
        "name": "waiting",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "minTerm",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ReentrancyGuardReentrantCall",
    "inputs": []
  },
  {
    "type": "error",
    "name": "SafeCastOverflowedIntDowncast",
    "inputs": [
      {
        "name": "bits",
        "type": "uint8",
        "internalType": "uint8"
      },
      {
        "name": "value",
        "type": "int256",
        "internalType": "int256"
      }
    ]
  },
  {
    "type": "error",
    "name": "SafeCastOverflowedIntToUint",
    "inputs": [
      {
        "name": "value",
        "type": "int256",
        "internalType": "int256"
      }
    ]
  },
  {
    "type": "error",
    "name": "SafeCastOverflowedUintDowncast",
    "inputs": [
      {
        "name": "bits",
        "type": "uint8",
        "internalType": "uint8"
      },
      {
        "name": "value",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "SafeCastOverflowedUintToInt",
    "inputs": [
      {
        "name": "value",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "SafeERC20FailedOperation",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "Underwriting_AsOfNotAnHour",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "Underwriting_AsOfOutOfRange",
    "inputs": [
      {
        "name": "asOf",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "earliest",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "latest",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "Underwriting_CommitteeRootInvalid",
    "inputs": [
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "committeeRoot",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "Underwriting_CommitteeRootZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "Underwriting_NothingToProve",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "Underwriting_ProofInvalid",
    "inputs": []
  },
  {
    "type": "error",
    "name": "UnderwritingPool_AmountZero",
    "inputs": []
  },
  {
    "type": "error",
    "name": "UnderwritingPool_AssetNotExact",
    "inputs": [
      {
        "name": "sent",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "left",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "arrived",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_CapacityExceeded",
    "inputs": [
      {
        "name": "units",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "capacityUnits",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_CashNotReceived",
    "inputs": [
      {
        "name": "balance",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "cash",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_FeeAboveRefund",
    "inputs": [
      {
        "name": "fee",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "refund",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_InstantShareInvalid",
    "inputs": [
      {
        "name": "instantShare",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_LiabilityAboveAssets",
    "inputs": [
      {
        "name": "liability",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "assets",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_NotClaimDesk",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_NotCoverDesk",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_NothingKept",
    "inputs": [
      {
        "name": "recipient",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_NotOperator",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "owner",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_NotRecipient",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "recipient",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_PreviewUnavailable",
    "inputs": []
  },
  {
    "type": "error",
    "name": "UnderwritingPool_ProbeMissing",
    "inputs": [
      {
        "name": "balance",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "probe",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_ProductNotRetirable",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_ReceiverIsNobody",
    "inputs": [
      {
        "name": "receiver",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnderwritingPool_TooManyProducts",
    "inputs": [
      {
        "name": "maxProducts",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  }
] as const
