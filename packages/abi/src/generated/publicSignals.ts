// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const publicSignals = {
  "claim": [
    "digest",
    "challenge",
    "fingerprint"
  ],
  "insertion": [
    "oldRoot",
    "newRoot",
    "batchRoot",
    "batchIndex",
    "count",
    "challenge",
    "fingerprint"
  ],
  "cancel": [
    "digest",
    "challenge",
    "fingerprint"
  ],
  "eligibility": [
    "digest",
    "challenge",
    "fingerprint"
  ],
  "equivocation": [
    "key",
    "domain",
    "context"
  ]
} as const
