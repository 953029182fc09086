// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const attestationTriggerAbi = [
  {
    "type": "constructor",
    "inputs": [
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
        "internalType": "contract IBoundVerifier"
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
    "name": "check",
    "inputs": [
      {
        "name": "claim",
        "type": "tuple",
        "internalType": "struct ITrigger.Claim",
        "components": [
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
          }
        ]
      },
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "since",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "context",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "evidence",
        "type": "bytes",
        "internalType": "bytes"
      }
    ],
    "outputs": [
      {
        "name": "source",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "isRevoked",
    "inputs": [
      {
        "name": "committeeId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "source",
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
    "name": "verifier",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IBoundVerifier"
      }
    ],
    "stateMutability": "view"
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
  }
] as const
