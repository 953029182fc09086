// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const boundSignals = {
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
  "cancel": [
    "policyRoot",
    "terms",
    "units",
    "end",
    "nullifier",
    "asOf",
    "context"
  ],
  "eligibility": [
    "committeeRoot",
    "predicate",
    "committeeId",
    "commitment",
    "asOf",
    "context"
  ]
} as const
