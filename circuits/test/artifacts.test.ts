// SPDX-License-Identifier: GPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { VerificationKey } from 'snarkjs'
import { describe, expect, it } from 'vitest'
import {
  measureCircuit,
  readArtifacts,
  recordOf,
  setupsOf,
  storedFiles,
  verifierFile,
} from '../script/artifacts.js'
import { readR1cs } from '../script/binary.js'
import { withSparseB } from '../script/compile.js'
import { mainComponent, readCircuits, sourceFiles } from '../script/manifest.js'
import { aceso } from '../script/Project.js'
import { artifactsFolder, built, sourceFolder } from '../script/paths.js'
import { checkKey, contributions } from '../script/setup.js'

const circuits = readCircuits()
const measured = Object.fromEntries(circuits.map((circuit) => [circuit.name, measureCircuit(circuit, aceso)]))

it('has the files that artifacts.json records, and packed no others', () => {
  expect(recordOf(setupsOf(circuits, aceso), measured)).toEqual(readArtifacts(aceso))
  const packed = circuits.flatMap(({ name }) => storedFiles.map((extension) => `${name}.${extension}.br`))
  expect(readdirSync(artifactsFolder).filter((file) => !file.endsWith('.transcript.json'))).toEqual(
    packed.sort(),
  )
})

it('refuses parameters that the template does not have', () => {
  const [claim] = circuits
  expect(() => mainComponent({ ...claim!, parameters: { quorum: 3, depth: 12 } })).toThrow(
    'takes (depth, quorum)',
  )
})

it('compiles a circuit again only for sources of its own', () => {
  const own = circuits.map(({ template }) => [...sourceFiles(template)])
  for (const files of own)
    expect(
      files.filter((file) => /^(Claim|Insertion|Cancel|Eligibility|Equivocation)\./.test(file)),
    ).toHaveLength(1)
  expect(own[0]).toEqual(expect.arrayContaining(['HeldPolicy.circom', 'RangeCheck.circom', 'Tags.circom']))
  expect([...new Set(own.flat())].sort()).toEqual(readdirSync(sourceFolder).sort())
})

it('swaps the sides of a constraint and nothing else', () => {
  const term = (wire: number) => Buffer.concat([number(wire), Buffer.alloc(32, wire)])
  const sum = (...wires: number[]) => Buffer.concat([number(wires.length), ...wires.map(term)])
  const file = (...sums: Buffer[]) => {
    const body = Buffer.concat(sums)
    return Buffer.concat([
      Buffer.from('r1cs'),
      number(1),
      number(1),
      number(2),
      number(body.length),
      number(0),
      body,
    ])
  }
  const before = file(sum(1), sum(2, 3), sum(4), sum(5, 6), sum(7), sum(), sum(8), sum(9), sum(10, 11))
  const after = file(sum(2, 3), sum(1), sum(4), sum(5, 6), sum(7), sum(), sum(8), sum(9), sum(10, 11))
  expect(withSparseB(before).equals(after)).toBe(true)
})

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

describe.each(circuits.map((circuit) => [circuit.name, circuit] as const))('%s', (name, circuit) => {
  const key = JSON.parse(readFileSync(built(name, 'vkey.json'), 'utf8')) as VerificationKey
  const verifier = readFileSync(verifierFile(circuit, aceso), 'utf8')

  it('refuses a key without phase 2', () => {
    expect(() => checkKey(name, { ...key, vk_delta_2: key.vk_gamma_2 }, 1)).toThrow('delta equals gamma')
    expect(() => checkKey(name, key, 0)).toThrow('no contribution')
  })

  it('has a key with a contribution and its own delta', () => {
    checkKey(name, key, contributions(readFileSync(built(name, 'zkey'))))
  })

  it('has as many public inputs as circuits.json names', () => {
    const { publicInputs } = readR1cs(readFileSync(built(name, 'r1cs')))
    expect(publicInputs).toBe(circuit.publicSignals.length)
    expect(key.nPublic).toBe(circuit.publicSignals.length)
    expect(key.IC).toHaveLength(circuit.publicSignals.length + 1)
    expect(verifier).toContain(`uint[${circuit.publicSignals.length}] calldata _pubSignals`)
  })

  it('has its longer side in a, which is the cheaper one', () => {
    const r1cs = readFileSync(built(name, 'r1cs'))
    for (const [a, b] of readR1cs(r1cs).constraints) expect(b.length).toBeLessThanOrEqual(a.length)
    expect(withSparseB(r1cs).equals(r1cs)).toBe(true)
  })

  it('fits its domain of 2^15', () => {
    expect(measured[name]!.constraints + circuit.publicSignals.length + 1).toBeLessThanOrEqual(2 ** 15)
  })

  it('has a verifier with the constants of its key', () => {
    const constants = new Map([...verifier.matchAll(/constant (\w+)\s*= (\d+);/g)].map(([, k, v]) => [k, v]))
    const point = (name: string, [x, y]: string[]) => [
      [`${name}x`, x],
      [`${name}y`, y],
    ]
    const twist = (name: string, [[x2, x1], [y2, y1]]: [[string, string], [string, string]]) => [
      [`${name}x1`, x1],
      [`${name}x2`, x2],
      [`${name}y1`, y1],
      [`${name}y2`, y2],
    ]
    const pair = (coordinates: string[][]) => coordinates as [[string, string], [string, string]]
    const expected = [
      ...point('alpha', key.vk_alpha_1),
      ...twist('beta', pair(key.vk_beta_2)),
      ...twist('gamma', pair(key.vk_gamma_2)),
      ...twist('delta', pair(key.vk_delta_2)),
      ...key.IC.flatMap((ic, i) => point(`IC${i}`, ic)),
    ]
    expect(expected.map(([constant]) => [constant, constants.get(constant!)])).toEqual(expected)
  })

  it('has a verifier that refuses signals beyond the field', () => {
    circuit.publicSignals.forEach((_, i) => {
      expect(verifier).toContain(`checkField(calldataload(add(_pubSignals, ${i * 32})))`)
    })
    expect(basename(verifierFile(circuit, aceso))).toBe(`${circuit.template}Verifier.sol`)
    expect(verifier).toContain('pragma solidity 0.8.30;')
  })
})
