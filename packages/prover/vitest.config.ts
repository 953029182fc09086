import { defineConfig } from 'vitest/config'

// A proof takes seconds, on a busy machine many.
export default defineConfig({
  test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
})
