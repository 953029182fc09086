// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'

export type Input = { readonly [name: string]: Value }
type Value = bigint | readonly Value[]

type Exports = {
  init(sanityCheck: number): void
  getInputSize(): number
  getInputSignalSize(high: number, low: number): number
  setInputSignal(high: number, low: number, place: number): void
  writeSharedRWMemory(word: number, value: number): void
  readSharedRWMemory(word: number): number
  getWitnessSize(): number
  getWitness(wire: number): void
  getMessageChar(): number
}

const words = 8

/** A constraint doesn't hold. The message lists the templates around it, innermost first. */
export class ConstraintError extends Error {}

export type Calculator = {
  /** Throws `ConstraintError` where a constraint doesn't hold. */
  check(input: Input): void
  /** Every wire's value; throws as `check` does. */
  witness(input: Input): bigint[]
}

/**
 * Witness calculator over a circuit's WebAssembly. Unlike snarkjs's it compiles once and prints nothing, so that a
 * thousand cases are cheap.
 */
export function createCalculator(wasm: string): Calculator {
  const module = new WebAssembly.Module(readFileSync(wasm))
  const calculated = (input: Input): Exports => {
    let trace = ''
    const runtime = {
      exceptionHandler(code: number) {
        throw code === 4
          ? new ConstraintError(trace)
          : new Error(`Witness calculation failed with code ${code}.`)
      },
      printErrorMessage() {
        for (let char = exports.getMessageChar(); char !== 0; char = exports.getMessageChar())
          trace += String.fromCharCode(char)
        trace += '\n'
      },
      writeBufferMessage() {},
      showSharedRWMemory() {},
    }
    const exports = new WebAssembly.Instance(module, { runtime }).exports as unknown as Exports
    exports.init(1)
    let set = 0
    for (const [name, value] of Object.entries(input)) {
      const [high, low] = fnv(name)
      const values = flat(value)
      if (exports.getInputSignalSize(high, low) !== values.length)
        throw new Error(`Input ${name} has another size.`)
      values.forEach((element, i) => {
        for (let word = 0; word < words; word++)
          exports.writeSharedRWMemory(word, Number((element >> BigInt(32 * word)) & 0xffffffffn))
        exports.setInputSignal(high, low, i)
        set++
      })
    }
    if (set !== exports.getInputSize()) throw new Error('An input is missing.')
    return exports
  }
  const witness = (input: Input) => {
    const exports = calculated(input)
    return Array.from({ length: exports.getWitnessSize() }, (_, wire) => {
      exports.getWitness(wire)
      let value = 0n
      for (let word = words - 1; word >= 0; word--)
        value = (value << 32n) | BigInt(exports.readSharedRWMemory(word) >>> 0)
      return value
    })
  }
  return { witness, check: (input) => void calculated(input) }
}

function flat(value: Value): bigint[] {
  return typeof value === 'bigint' ? [value] : value.flatMap(flat)
}

/** 64-bit FNV-1a, by which circom names inputs. */
function fnv(name: string): [high: number, low: number] {
  let hash = 0xcbf29ce484222325n
  for (const char of name) hash = BigInt.asUintN(64, (hash ^ BigInt(char.charCodeAt(0))) * 0x100000001b3n)
  return [Number(hash >> 32n), Number(hash & 0xffffffffn)]
}
