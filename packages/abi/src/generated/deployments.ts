// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.

export const deployments = {} as const
