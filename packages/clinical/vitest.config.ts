import { defineConfig } from 'vitest/config'

// Properties and hostile inputs take seconds on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } })
