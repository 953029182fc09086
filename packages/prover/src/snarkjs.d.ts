declare module 'snarkjs' {
  export type SnarkProof = {
    pi_a: string[]
    pi_b: string[][]
    pi_c: string[]
    protocol?: string
    curve?: string
  }
  type MemoryFile = { type: 'mem'; data?: Uint8Array }
  type Logger = Record<'debug' | 'info' | 'warn' | 'error', (text: string) => void>
  export const wtns: {
    calculate(
      input: Record<string, unknown>,
      wasm: Uint8Array,
      witness: MemoryFile,
      options?: { memorySize?: number },
    ): Promise<void>
    exportJson(witness: MemoryFile): Promise<bigint[]>
  }
  export const groth16: {
    prove(
      zkey: Uint8Array,
      witness: MemoryFile,
      logger?: Logger,
    ): Promise<{ proof: SnarkProof; publicSignals: string[] }>
    verify(vkey: Record<string, unknown>, publicSignals: string[], proof: SnarkProof): Promise<boolean>
  }
  export const curves: {
    getCurveFromName(name: string, options: { singleThread: boolean }): Promise<unknown>
  }
}
