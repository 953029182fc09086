/** The part of snarkjs that circuits and their tests use; it ships no types. */
declare module 'snarkjs' {
  export type Signal = bigint | readonly Signal[]
  export type VerificationKey = {
    nPublic: number
    vk_alpha_1: string[]
    vk_beta_2: string[][]
    vk_gamma_2: string[][]
    vk_delta_2: string[][]
    IC: string[][]
  }
  export const zKey: {
    /** -1 when r1cs and powers of tau don't fit. */
    newZKey(r1cs: string, powersOfTau: string, zkey: string): Promise<Uint8Array | -1>
    beacon(from: string, to: string, name: string, beacon: string, iterations: number): Promise<Uint8Array>
    exportVerificationKey(zkey: string): Promise<VerificationKey>
    exportSolidityVerifier(zkey: string, templates: { groth16: string }): Promise<string>
  }
  export const wtns: {
    calculate(
      input: Record<string, Signal>,
      wasm: string,
      target: { type: 'mem'; data?: Uint8Array },
    ): Promise<void>
  }
  export const groth16: {
    prove(zkey: string, witness: Uint8Array): Promise<{ proof: object; publicSignals: string[] }>
    verify(key: VerificationKey, publicSignals: readonly string[], proof: object): Promise<boolean>
  }
}
