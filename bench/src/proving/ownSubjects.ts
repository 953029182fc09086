import { createRequire } from 'node:module'
import { cancelInput } from '@aceso/circuits/fixtures/cancel'
import { claimInput } from '@aceso/circuits/fixtures/claim'
import { eligibilityInput } from '@aceso/circuits/fixtures/eligibility'
import { equivocationInput } from '@aceso/circuits/fixtures/equivocation'
import { insertionInput } from '@aceso/circuits/fixtures/insertion'
import { BATCH_SIZE } from '@aceso/core'
import type { SnarkInput } from 'snarkjs'
import type { Subject } from './Subject.js'

/** A witness for each circuit of `circuits.json`. A new circuit is one more line. */
const inputs: Record<string, () => SnarkInput> = {
  claim: claimInput,
  insertion: () => insertionInput(BATCH_SIZE),
  cancel: cancelInput,
  eligibility: eligibilityInput,
  equivocation: equivocationInput,
}

const require = createRequire(import.meta.url)

type Manifest = { circuits: Record<string, { template: string; boundSignals?: string[] }> }

export function ownSubjects(): Subject[] {
  const { circuits } = require('@aceso/circuits/circuits.json') as Manifest
  return Object.entries(circuits).map(([name, { template, boundSignals }]) => {
    const input = inputs[name]?.()
    if (!input) throw new Error(`There is no witness for the circuit ${name} in ownSubjects.ts.`)
    const file = (extension: string) => require.resolve(`@aceso/circuits/build/${name}/${name}.${extension}`)
    return {
      name,
      wasm: file('wasm'),
      zkey: file('zkey'),
      vkey: file('vkey.json'),
      input,
      verifier: { source: `packages/contracts/src/verifiers/${template}Verifier.sol`, extra: [] },
      ...(boundSignals ? { stated: boundSignals.map((signal) => input[signal] as bigint) } : {}),
    }
  })
}
