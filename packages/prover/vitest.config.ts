import { defineConfig } from 'vitest/config'

// A proof takes seconds and all processors. A time-out only ends what hangs.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
