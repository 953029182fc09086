import { defineConfig } from 'vitest/config'

// A time-out only ends what hangs: circuits are compiled and analysed here, which takes minutes on a busy machine. The
// files of a worker share what they have loaded: circuits, signatures, analyses.
export default defineConfig({
  test: { testTimeout: 1_200_000, hookTimeout: 1_200_000, maxWorkers: 2, isolate: false },
})
