import { readSections } from '@aceso/circuits/binary'

/**
 * Constraints of the circuit a Groth16 proving key is for. Its section 4 lists the coefficients of a and b by
 * constraint; after the circuit's come one constraint for the 1 and one for each public signal, which snarkjs adds.
 */
export function constraintsOf(zkey: Buffer): number {
  const sections = readSections(zkey)
  const header = sections.get(2)
  const coefficients = sections.get(4)
  if (!header || !coefficients) throw new Error('The proving key lacks a section.')
  const baseField = header.readUInt32LE(0)
  const scalarField = header.readUInt32LE(4 + baseField)
  const publicSignals = header.readUInt32LE(4 + baseField + 4 + scalarField + 4)
  const size = 12 + scalarField
  let last = 0
  for (let at = 4; at < coefficients.length; at += size)
    last = Math.max(last, coefficients.readUInt32LE(at + 4))
  return last - publicSignals
}
