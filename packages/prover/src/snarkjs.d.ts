declare module 'snarkjs' {
  type Snark = { pi_a: string[]; pi_b: string[][]; pi_c: string[] }
  export const groth16: {
    fullProve(
      input: Record<string, unknown>,
      wasm: Uint8Array,
      zkey: Uint8Array,
    ): Promise<{ proof: Snark; publicSignals: string[] }>
    verify(vkey: Record<string, unknown>, publicSignals: string[], proof: Snark): Promise<boolean>
  }
}
