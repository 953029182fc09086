/** The part of snarkjs that the benchmark uses; it ships no types. */
declare module 'snarkjs' {
  type SnarkValue = bigint | string | readonly SnarkValue[]
  export type SnarkInput = Record<string, SnarkValue>
  export type SnarkProof = { proof: object; publicSignals: string[] }
  export type MemoryFile = { type: 'mem'; data?: Uint8Array }
  export const wtns: {
    calculate(input: SnarkInput, wasm: Uint8Array, target: MemoryFile): Promise<void>
  }
  export const groth16: {
    prove(zkey: Uint8Array, witness: MemoryFile): Promise<SnarkProof>
    verify(vkey: object, publicSignals: readonly string[], proof: object): Promise<boolean>
    /** Arguments of a Solidity verifier as text: a, b, c and the public signals, of quoted hexadecimal numbers. */
    exportSolidityCallData(proof: object, publicSignals: readonly string[]): Promise<string>
  }
}
