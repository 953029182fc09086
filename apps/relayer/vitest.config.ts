import { defineConfig } from 'vitest/config'

// Telling whether a key is a development key derives twenty accounts, which takes seconds on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000 } })
