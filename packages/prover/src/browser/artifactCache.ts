/** The bytes of artefacts by their SHA-256, in the browser's Cache API. Without a store, nothing is found or kept. */
export type ArtifactCache = {
  get(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** False when it couldn't be kept: no room, or a browser that keeps nothing for this page. */
  put(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>
  delete(hash: string): Promise<void>
}

/** Opens the store and drops from it what isn't among `current`, which makes room for what a newer version needs. */
export async function openArtifactCache(current: ReadonlySet<string>): Promise<ArtifactCache> {
  const store = await open()
  for (const request of (await store?.keys()) ?? []) {
    if (!current.has(hashOf(request.url))) await store?.delete(request)
  }
  return {
    async get(hash) {
      const found = await store?.match(addressOf(hash))
      return found && new Uint8Array(await found.arrayBuffer())
    },
    async put(hash, bytes) {
      try {
        await store?.put(addressOf(hash), new Response(bytes))
        return store !== undefined
      } catch {
        return false
      }
    },
    async delete(hash) {
      await store?.delete(addressOf(hash))
    },
  }
}

/** No page's request has such an address, so no service worker that looks in all stores can answer with it. */
const PREFIX = 'https://artefact.invalid/sha256/'
const addressOf = (hash: string) => PREFIX + hash
const hashOf = (address: string) => address.slice(PREFIX.length)

async function open(): Promise<Cache | undefined> {
  try {
    return await caches.open('aceso-prover')
  } catch {
    return undefined
  }
}
