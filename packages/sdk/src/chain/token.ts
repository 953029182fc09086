import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  maxUint256,
  parseAbi,
  parseSignature,
} from 'viem'
import { readContract, signTypedData } from 'viem/actions'
import { type AcesoClient, accountOf } from './client.js'
import { assetOf } from './pool.js'
import { send } from './send.js'

const permitAbi = parseAbi([
  'function nonces(address owner) view returns (uint256)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

export type Permit = { value: bigint; deadline: bigint; v: number; r: Hex; s: Hex }

/**
 * Lets `spender` take a premium in the pool's asset: by a permit, which is returned and costs a signature, or where the
 * token has none by an approval.
 */
export async function allowanceFor(
  client: AcesoClient,
  pool: Address,
  spender: Address,
  { maxPremium, deadline }: { maxPremium: bigint; deadline: bigint },
): Promise<Permit | undefined> {
  const asset = await assetOf(client, pool)
  const permit = await signPermit(client, asset, spender, maxPremium, deadline)
  if (!permit) await ensureAllowance(client, asset, spender, maxPremium)
  return permit
}

/** Approves `spender` for `amount` unless it may already take that much. Costs a transaction. */
export async function ensureAllowance(
  client: AcesoClient,
  token: Address,
  spender: Address,
  amount: bigint,
): Promise<void> {
  const owner = accountOf(client).address
  const allowance = await readContract(client, {
    address: token,
    abi: erc20Abi,
    functionName: 'allowance',
    args: [owner, spender],
  })
  if (allowance >= amount) return
  await send(
    client,
    token,
    encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
  )
}

/** An EIP-2612 permit for `spender`; undefined when the token has none. Costs a signature. */
export async function signPermit(
  client: AcesoClient,
  token: Address,
  spender: Address,
  value: bigint,
  deadline: bigint = maxUint256,
): Promise<Permit | undefined> {
  const account = accountOf(client)
  const domain = await permitDomain(client, token)
  if (!domain) return undefined
  const nonce = await readContract(client, {
    address: token,
    abi: permitAbi,
    functionName: 'nonces',
    args: [account.address],
  })
  const signature = await signTypedData(client, {
    account,
    domain,
    primaryType: 'Permit',
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    message: { owner: account.address, spender, value, nonce, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  return { value, deadline, v: 27 + yParity, r, s }
}

/** The token's EIP-712 domain as it states it itself (EIP-5267); undefined when it doesn't. */
async function permitDomain(client: AcesoClient, token: Address) {
  try {
    const [, name, version, chainId, verifyingContract] = await readContract(client, {
      address: token,
      abi: permitAbi,
      functionName: 'eip712Domain',
    })
    return { name, version, chainId, verifyingContract }
  } catch {
    return undefined
  }
}
