import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { keccak256, toHex } from 'viem'
import { root } from './root.js'
import type { Subject } from './Subject.js'

const folder = 'bench/peers/node_modules'

/** What we use of a package that only `bench/peers` installs. */
type IdentityModule = { Identity: new (secret: string) => { secretScalar: bigint } }

/**
 * Semaphore v4 with the keys of its ceremony and a witness for a full tree: every level of the path is used, as with
 * 2^depth members. What the siblings are doesn't matter, since the root is an output.
 */
export async function semaphoreSubjects(depths: readonly number[]): Promise<Subject[]> {
  const module = join(root, folder, '@semaphore-protocol/identity/dist/index.js')
  const { Identity } = (await import(pathToFileURL(module).href)) as IdentityModule
  const { secretScalar } = new Identity('aceso bench')
  return depths.map((depth) => {
    const file = (extension: string) =>
      join(root, folder, `@zk-kit/semaphore-artifacts/semaphore-${depth}.${extension}`)
    return {
      name: semaphoreName(depth),
      wasm: file('wasm'),
      zkey: file('zkey'),
      vkey: file('json'),
      input: {
        secret: secretScalar,
        merkleProofLength: BigInt(depth),
        merkleProofIndex: 2n ** BigInt(depth) - 2n,
        merkleProofSiblings: Array.from({ length: depth }, (_, level) => element(`sibling ${level}`)),
        message: element('message'),
        scope: element('scope'),
      },
      verifier: {
        source: `${folder}/@semaphore-protocol/contracts/base/SemaphoreVerifier.sol`,
        extra: [BigInt(depth)],
      },
    }
  })
}

export function semaphoreName(depth: number): string {
  return `Semaphore v4, depth ${depth}`
}

/** A field element as Semaphore makes them of messages and scopes. */
function element(text: string): bigint {
  return BigInt(keccak256(toHex(text))) >> 8n
}
