import { defineConfig } from 'vitest/config'

// Witnesses and proofs take seconds on a busy machine, and each file keeps big artefacts in memory.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 } })
