import { groth16, type SnarkProof } from 'snarkjs'
import {
  createTestClient,
  encodeFunctionData,
  type Hex,
  hexToBytes,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { type Compiled, compileSolidity } from './compileSolidity.js'
import type { Subject } from './Subject.js'

const BOUND_CALL = 'bench/contracts/BoundCall.sol'

/** Gas of a verifier, and of a caller that first binds the stated values to the public signals. */
export type VerifyGas = { verifier: number; bound?: number }

/** Verifies each circuit's proof on the chain at `url`. */
export async function measureVerifyGas(
  url: string,
  subjects: readonly Subject[],
  proofs: readonly SnarkProof[],
): Promise<VerifyGas[]> {
  const client = createTestClient({ mode: 'anvil', transport: http(url), pollingInterval: 50 })
    .extend(publicActions)
    .extend(walletActions)
  const account = (await client.getAddresses())[0]!
  const contracts = compileSolidity([
    ...new Set([BOUND_CALL, ...subjects.map(({ verifier }) => verifier.source)]),
  ])
  const deploy = async (source: string) => {
    const { abi, bytecode } = contracts.get(source)!
    const hash = await client.deployContract({ abi, bytecode, account, chain: null })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    return { abi, address: contractAddress! }
  }
  /** As a transaction, since an estimate would find less: a verifier out of gas says false instead of failing. */
  const gasOf = async (to: Hex, { abi }: Pick<Compiled, 'abi'>, functionName: string, args: unknown[]) => {
    const data = encodeFunctionData({ abi, functionName, args })
    const { data: answer } = await client.call({ account, to, data })
    if (BigInt(answer ?? 0) !== 1n) throw new Error(`The verifier at ${to} refuses a proof.`)
    const hash = await client.sendTransaction({ account, chain: null, to, data, gas: 2_000_000n })
    const { gasUsed } = await client.waitForTransactionReceipt({ hash })
    return Number(gasUsed) - intrinsicGas(data)
  }

  const boundCall = await deploy(BOUND_CALL)
  const gas: VerifyGas[] = []
  for (const [i, { verifier, stated }] of subjects.entries()) {
    const { proof, publicSignals } = proofs[i]!
    const text = await groth16.exportSolidityCallData(proof, publicSignals)
    const [a, b, c, signals] = JSON.parse(`[${text}]`) as [string[], string[][], string[], string[]]
    const { abi, address } = await deploy(verifier.source)
    const alone = await gasOf(address, { abi }, 'verifyProof', [a, b, c, signals, ...verifier.extra])
    const words = [a, b, c].flat(2)
    gas.push({
      verifier: alone,
      ...(stated
        ? {
            bound: await gasOf(boundCall.address, boundCall, 'verify', [
              address,
              words,
              [signals[0], ...stated],
            ]),
          }
        : {}),
    })
  }
  return gas
}

/** What a transaction costs before its call begins. */
export function intrinsicGas(data: Hex): number {
  return hexToBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 21_000)
}
