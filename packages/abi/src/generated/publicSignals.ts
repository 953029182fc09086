// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const publicSignals = {
  "claim": [
    "policyRoot",
    "committeeRoot",
    "terms",
    "units",
    "severity",
    "nullifier",
    "observationNullifier",
    "asOf",
    "context"
  ],
  "insertion": [
    "oldRoot",
    "newRoot",
    "batchRoot",
    "batchIndex",
    "count",
    "challenge",
    "fingerprint"
  ]
} as const
