import { defineConfig } from 'vitest/config'

// Curve arithmetic in plain JavaScript takes seconds on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } })
