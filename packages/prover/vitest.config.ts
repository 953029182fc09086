import { defineConfig } from 'vitest/config'

// A proof takes seconds, on a busy machine many, and all of its processors.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
