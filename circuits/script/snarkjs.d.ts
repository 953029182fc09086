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
  /** A curve's WebAssembly instance and generators. */
  export type Curve = {
    G1: { g: Uint8Array }
    G2: { g: Uint8Array }
    tm: { memory: WebAssembly.Memory; instance: { exports: Record<string, (...pointers: number[]) => void> } }
  }
  export const curves: { getCurveFromName(name: 'bn128', options: { singleThread: boolean }): Promise<Curve> }
  export const zKey: {
    beacon(from: string, to: string, name: string, beacon: string, iterations: number): Promise<Uint8Array>
    exportVerificationKey(zkey: string): Promise<VerificationKey>
    exportSolidityVerifier(zkey: string, templates: { groth16: string }): Promise<string>
  }
  export const wtns: {
    calculate(input: Record<string, Signal>, wasm: string, target: { type: 'mem'; data?: Uint8Array }): Promise<void>
  }
  export const groth16: {
    prove(zkey: string, witness: Uint8Array): Promise<{ proof: object; publicSignals: string[] }>
    verify(key: VerificationKey, publicSignals: readonly string[], proof: object): Promise<boolean>
  }
}
