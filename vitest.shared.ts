/** Milliseconds. Only what is silent is ended: no test's work takes as long, on a machine four times slower neither. */
const patience = process.env.DEEP ? 21_600_000 : 600_000

/** What every package's tests have. Vitest would leave one processor idle. */
export const shared = { testTimeout: patience, hookTimeout: patience, maxWorkers: '100%' }
