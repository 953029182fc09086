/**
 * Keeps what a client has synced of the policy book and of how policies ended, so that it goes on from there. It holds
 * public data only, but which batches it holds leaves of tells something of the holder: keep it where the wallet's own
 * data is. A store that lost or damaged what it was given costs a sync from the beginning, nothing else.
 */
export type BookStore = {
  /** `key`: letters, digits and hyphens. */
  load(key: string): Promise<Uint8Array | undefined>
  save(key: string, state: Uint8Array): Promise<void>
}

/** Keeps as long as the program runs. */
export function memoryBookStore(): BookStore {
  const kept = new Map<string, Uint8Array>()
  return {
    load: async (key) => kept.get(key),
    save: async (key, state) => {
      kept.set(key, state)
    },
  }
}
