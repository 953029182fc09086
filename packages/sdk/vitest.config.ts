import { defineConfig } from 'vitest/config'

// Several files run a chain of their own, on which the contracts are deployed first.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } })
