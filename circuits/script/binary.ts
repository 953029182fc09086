// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Sections of an iden3 binary file (r1cs, zkey, wtns): magic, version, count, then id, size and bytes of each. They
 * must fill the file, and each may stand there once: what a reader skips, another might read.
 */
export function readSections(file: Buffer): Map<number, Buffer> {
  const sections = new Map<number, Buffer>()
  let position = 12
  for (let i = file.readUInt32LE(8); i > 0; i--) {
    const id = file.readUInt32LE(position)
    const end = position + 12 + Number(file.readBigUInt64LE(position + 4))
    if (end > file.length) throw new Error(`Section ${id} ends beyond the file.`)
    if (sections.has(id)) throw new Error(`Section ${id} stands there twice.`)
    sections.set(id, file.subarray(position + 12, end))
    position = end
  }
  if (position !== file.length) throw new Error('The file goes on after its last section.')
  return sections
}

/** A linear combination: wire and coefficient of each term. */
export type Terms = [wire: number, coefficient: bigint][]
/** a · b = c */
export type Constraint = [a: Terms, b: Terms, c: Terms]
export type R1cs = { wires: number; publicInputs: number; constraints: Constraint[] }

/** The counts of a compiled circuit, without reading its constraints. */
export function readR1csHeader(file: Buffer): { constraints: number; wires: number; publicInputs: number } {
  const header = readSections(file).get(1)
  if (!header) throw new Error('The r1cs lacks its header.')
  const word = (i: number) => header.readUInt32LE(4 + header.readUInt32LE(0) + 4 * i)
  return { constraints: header.readUInt32LE(header.length - 4), wires: word(0), publicInputs: word(2) }
}

/** A compiled circuit. Wire 0 is the constant 1, the public inputs follow. */
export function readR1cs(file: Buffer): R1cs {
  const { constraints: count, wires, publicInputs } = readR1csHeader(file)
  const body = readSections(file).get(2)
  if (!body) throw new Error('The r1cs lacks its constraints.')

  // Few coefficients are distinct, and parsing one is slow.
  const cache = new Map<string, bigint>()
  let position = 0
  const readTerms = (): Terms => {
    const length = body.readUInt32LE(position)
    position += 4
    return Array.from({ length }, () => {
      const digits = body.toString('latin1', position + 4, position + 36)
      let coefficient = cache.get(digits)
      if (coefficient === undefined) {
        coefficient = littleEndian(body.subarray(position + 4, position + 36))
        cache.set(digits, coefficient)
      }
      const term: Terms[number] = [body.readUInt32LE(position), coefficient]
      position += 36
      return term
    })
  }
  const constraints = Array.from({ length: count }, (): Constraint => [readTerms(), readTerms(), readTerms()])
  return { wires, publicInputs, constraints }
}

export function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
