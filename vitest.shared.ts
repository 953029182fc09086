/**
 * What every package's tests have. A time-out only ends what is silent: no work takes as long, on a machine four times
 * slower neither. Vitest would leave one processor idle.
 */
export const shared = { testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: '100%' }
