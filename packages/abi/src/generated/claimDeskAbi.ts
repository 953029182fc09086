// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const claimDeskAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "catalog_",
        "type": "address",
        "internalType": "contract IProductCatalog"
      },
      {
        "name": "book_",
        "type": "address",
        "internalType": "contract IPolicyBook"
      },
      {
        "name": "registry_",
        "type": "address",
        "internalType": "contract IOracleRegistry"
      },
      {
        "name": "verifier_",
        "type": "address",
        "internalType": "contract IClaimVerifier"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "book",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IPolicyBook"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "catalog",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IProductCatalog"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "contextOf",
    "inputs": [
      {
        "name": "payment",
        "type": "tuple",
        "internalType": "struct IClaimDesk.Payment",
        "components": [
          {
            "name": "recipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "relayer",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "fee",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
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
    "name": "isNullifierSpent",
    "inputs": [
      {
        "name": "nullifier",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bool",
        "internalType": "bool"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "isObservationSpent",
    "inputs": [
      {
        "name": "observationNullifier",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bool",
        "internalType": "bool"
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
    "name": "submitClaim",
    "inputs": [
      {
        "name": "proof",
        "type": "uint256[8]",
        "internalType": "uint256[8]"
      },
      {
        "name": "claim",
        "type": "tuple",
        "internalType": "struct IClaimDesk.Claim",
        "components": [
          {
            "name": "policyRoot",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "committeeRoot",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "terms",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "units",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "severity",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "nullifier",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "observationNullifier",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "asOf",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      },
      {
        "name": "payment",
        "type": "tuple",
        "internalType": "struct IClaimDesk.Payment",
        "components": [
          {
            "name": "recipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "relayer",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "fee",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "payout",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "verifier",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IClaimVerifier"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "event",
    "name": "ClaimPaid",
    "inputs": [
      {
        "name": "nullifier",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "observationNullifier",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "productId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "units",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "severity",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "recipient",
        "type": "address",
        "indexed": false,
        "internalType": "address"
      },
      {
        "name": "payout",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "relayer",
        "type": "address",
        "indexed": false,
        "internalType": "address"
      },
      {
        "name": "fee",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      }
    ],
    "anonymous": false
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
    "name": "ClaimDesk_AsOfOutOfRange",
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
    "name": "ClaimDesk_CommitteeRootInvalid",
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
    "name": "ClaimDesk_CommitteeRootZero",
    "inputs": []
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
    "name": "ClaimDesk_PolicyRootZero",
    "inputs": []
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
  }
] as const
