import { AcesoError, ceilTo, contextOf, HOUR, type Payment } from '@aceso/core'
import { type Address, isAddressEqual, zeroAddress } from 'viem'
import type { Deployment } from './deployment.js'

/** Who is paid for a policy that ends. */
export type PaymentParameters = {
  /** Receives the money; may be an address that never held gas. */
  recipient: Address
  /** Who submits for a fee, in asset units; by default nobody: it is submitted directly. */
  relayer?: { address: Address; fee: bigint }
  /**
   * Unix seconds after which the proof is void, rounded up to the hour, since it is public; by default the end of the
   * next hour, so that at least one is left.
   */
  deadline?: bigint
}

/** What a proof is bound to. `context` is the signal of the circuit that binds it to chain, desk and payment. */
export type BoundPayment = { chainId: number; desk: Address; payment: Payment; context: bigint }

export class ProofForAnotherDeskError extends AcesoError {
  constructor() {
    super('The proof was made for another network or claim desk. Prepare it again for this one.', {
      name: 'ProofForAnotherDeskError',
    })
  }
}

export class PaymentChangedError extends AcesoError {
  constructor() {
    super('Recipient, relayer, fee or deadline differ from what the proof was made for. Prepare it again.', {
      name: 'PaymentChangedError',
    })
  }
}

/** `hour`: the end of the one in which it is now, unix seconds. */
export function paymentOf({ recipient, relayer, deadline }: PaymentParameters, hour: bigint): Payment {
  return {
    recipient,
    relayer: relayer?.address ?? zeroAddress,
    fee: relayer?.fee ?? 0n,
    deadline: ceilTo(deadline ?? hour + HOUR, HOUR),
  }
}

/** What a proof was made for must be what is submitted, or the desk would refuse it after gas was paid. */
export function assertBound(deployment: Deployment, { chainId, desk, payment, context }: BoundPayment): void {
  if (chainId !== deployment.chainId || !isAddressEqual(desk, deployment.claimDesk)) {
    throw new ProofForAnotherDeskError()
  }
  if (contextOf(chainId, desk, payment) !== context) throw new PaymentChangedError()
}
