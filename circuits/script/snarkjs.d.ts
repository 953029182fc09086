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
  export type MemoryFile = { type: 'mem'; data: Uint8Array }
  export type Logger = Record<'error' | 'warn' | 'info' | 'debug', (message: string) => void>
  /** Points are affine, in Montgomery form, as they lie in a proving key. */
  export type Group = {
    /** Where coordinates lie, and the constant of the curve's equation. */
    F: Field
    b: Uint8Array
    isValid(point: Uint8Array): boolean
    isZero(point: Uint8Array): boolean
    timesScalar(point: Uint8Array, scalar: bigint): Uint8Array
  }
  export type Field = {
    one: Uint8Array
    random(): Uint8Array
    fromRng(random: unknown): Uint8Array
    add(a: Uint8Array, b: Uint8Array): Uint8Array
    mul(a: Uint8Array, b: Uint8Array): Uint8Array
    square(a: Uint8Array): Uint8Array
    inv(a: Uint8Array): Uint8Array
    isSquare(a: Uint8Array): boolean
    sqrt(a: Uint8Array): Uint8Array
  }
  export type Curve = {
    r: bigint
    G1: Group
    G2: Group
    Fr: Field
  }
  export const curves: { getCurveFromName(name: 'bn128'): Promise<Curve> }
  export const powersOfTau: {
    newAccumulator(curve: Curve, power: number, file: string): Promise<Uint8Array>
    contribute(from: string, to: string, name: string, entropy: string): Promise<Uint8Array>
    preparePhase2(from: string, to: string): Promise<void>
  }
  export const zKey: {
    /** -1 when r1cs and powers of tau don't fit. */
    newZKey(r1cs: string, powersOfTau: string | MemoryFile, zkey: string): Promise<Uint8Array | -1>
    contribute(from: string | MemoryFile, to: string, name: string, entropy: string): Promise<Uint8Array>
    /** `iterations` is the exponent of two. False when the parameters are no beacon. */
    beacon(
      from: string | MemoryFile,
      to: string,
      name: string,
      beacon: string,
      iterations: number,
    ): Promise<Uint8Array | false>
    verifyFromR1cs(
      r1cs: string,
      powersOfTau: string | MemoryFile,
      zkey: string | MemoryFile,
      logger?: Logger,
    ): Promise<boolean>
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
