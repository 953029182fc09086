// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const productCatalogAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "authority_",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "registry_",
        "type": "address",
        "internalType": "contract IOracleRegistry"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "MAX_BASELINE_AGE",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "MAX_CLAIM_WINDOW",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "MAX_FEES",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "MAX_RENEWAL_WINDOW",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "MAX_TERM",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "authority",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "claimTerms",
    "inputs": [
      {
        "name": "terms",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple",
        "internalType": "struct IProductCatalog.ClaimTerms",
        "components": [
          {
            "name": "productId",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "committeeId",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "trigger",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "pool",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "payouts",
            "type": "uint96[3]",
            "internalType": "uint96[3]"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "isConsumingScheduledOp",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "bytes4",
        "internalType": "bytes4"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "listProduct",
    "inputs": [
      {
        "name": "parameters",
        "type": "tuple",
        "internalType": "struct IProductCatalog.ProductParameters",
        "components": [
          {
            "name": "measure",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "comparator",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "thresholds",
            "type": "uint64[3]",
            "internalType": "uint64[3]"
          },
          {
            "name": "waiting",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "claimWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "linkGrace",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "committeeId",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "trigger",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "pool",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "payouts",
            "type": "uint96[3]",
            "internalType": "uint96[3]"
          },
          {
            "name": "baseRate",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "loadFactor",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "protocolFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "oracleFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "refundShare",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "renewalWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "minTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "maxTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "capacity",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "baseline",
            "type": "tuple",
            "internalType": "struct IProductCatalog.Baseline",
            "components": [
              {
                "name": "measure",
                "type": "uint32",
                "internalType": "uint32"
              },
              {
                "name": "comparator",
                "type": "uint8",
                "internalType": "uint8"
              },
              {
                "name": "threshold",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "maxAge",
                "type": "uint40",
                "internalType": "uint40"
              }
            ]
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "pendingCover",
    "inputs": [],
    "outputs": [
      {
        "name": "first",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "second",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "third",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "product",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "terms",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "onSale",
        "type": "bool",
        "internalType": "bool"
      },
      {
        "name": "parameters",
        "type": "tuple",
        "internalType": "struct IProductCatalog.ProductParameters",
        "components": [
          {
            "name": "measure",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "comparator",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "thresholds",
            "type": "uint64[3]",
            "internalType": "uint64[3]"
          },
          {
            "name": "waiting",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "claimWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "linkGrace",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "committeeId",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "trigger",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "pool",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "payouts",
            "type": "uint96[3]",
            "internalType": "uint96[3]"
          },
          {
            "name": "baseRate",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "loadFactor",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "protocolFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "oracleFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "refundShare",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "renewalWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "minTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "maxTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "capacity",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "baseline",
            "type": "tuple",
            "internalType": "struct IProductCatalog.Baseline",
            "components": [
              {
                "name": "measure",
                "type": "uint32",
                "internalType": "uint32"
              },
              {
                "name": "comparator",
                "type": "uint8",
                "internalType": "uint8"
              },
              {
                "name": "threshold",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "maxAge",
                "type": "uint40",
                "internalType": "uint40"
              }
            ]
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "productCount",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "refundTerms",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple",
        "internalType": "struct IProductCatalog.RefundTerms",
        "components": [
          {
            "name": "maxPayout",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "baseRate",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "refundShare",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "claimWindow",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "registry",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IOracleRegistry"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "renewalWindow",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "saleTerms",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple",
        "internalType": "struct IProductCatalog.SaleTerms",
        "components": [
          {
            "name": "terms",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "pool",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "maxPayout",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "baseRate",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "loadFactor",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "minTerm",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "maxTerm",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "claimWindow",
            "type": "uint24",
            "internalType": "uint24"
          },
          {
            "name": "capacityUnits",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "protocolFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "oracleFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "onSale",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "underwritten",
            "type": "bool",
            "internalType": "bool"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "setAuthority",
    "inputs": [
      {
        "name": "newAuthority",
        "type": "address",
        "internalType": "address"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "setOnSale",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "onSale",
        "type": "bool",
        "internalType": "bool"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "underwriting",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "predicate",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "event",
    "name": "AuthorityUpdated",
    "inputs": [
      {
        "name": "authority",
        "type": "address",
        "indexed": false,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "OnSaleSet",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "onSale",
        "type": "bool",
        "indexed": false,
        "internalType": "bool"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "ProductListed",
    "inputs": [
      {
        "name": "productId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "terms",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "parameters",
        "type": "tuple",
        "indexed": false,
        "internalType": "struct IProductCatalog.ProductParameters",
        "components": [
          {
            "name": "measure",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "comparator",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "thresholds",
            "type": "uint64[3]",
            "internalType": "uint64[3]"
          },
          {
            "name": "waiting",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "claimWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "linkGrace",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "committeeId",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "trigger",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "pool",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "payouts",
            "type": "uint96[3]",
            "internalType": "uint96[3]"
          },
          {
            "name": "baseRate",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "loadFactor",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "protocolFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "oracleFee",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "refundShare",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "renewalWindow",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "minTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "maxTerm",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "capacity",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "baseline",
            "type": "tuple",
            "internalType": "struct IProductCatalog.Baseline",
            "components": [
              {
                "name": "measure",
                "type": "uint32",
                "internalType": "uint32"
              },
              {
                "name": "comparator",
                "type": "uint8",
                "internalType": "uint8"
              },
              {
                "name": "threshold",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "maxAge",
                "type": "uint40",
                "internalType": "uint40"
              }
            ]
          }
        ]
      }
    ],
    "anonymous": false
  },
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
    "name": "ProductCatalog_BaseRateZero",
    "inputs": []
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
  }
] as const
