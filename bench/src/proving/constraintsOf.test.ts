import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { constraintsOf } from './constraintsOf.js'

const require = createRequire(import.meta.url)
const { circuits } = require('@aceso/circuits/artifacts.json') as {
  circuits: Record<string, { constraints: number }>
}

it.each(Object.entries(circuits))(
  'finds the constraints of %s in its proving key',
  (name, { constraints }) => {
    const zkey = readFileSync(require.resolve(`@aceso/circuits/build/${name}/${name}.zkey`))
    expect(constraintsOf(zkey)).toBe(constraints)
  },
)
