import { oracleRegistryAbi } from '@aceso/abi'
import {
  type Attestation,
  DAY,
  equivocationWitness,
  HOUR,
  keyRegistration,
  NoEquivocationError,
  oracleDomain,
  oraclePublicKey,
  type SignedAttestation,
  signAttestation,
  slashContextOf,
} from '@aceso/core'
import { developmentAccount } from '@aceso/devnet'
import { createProver, WitnessError } from '@aceso/prover'
import { type CollectAttestationsReturnType, type PreparedClaim, revertErrors } from '@aceso/sdk'
import {
  createWalletClient,
  encodeFunctionData,
  getContract,
  type Hex,
  http,
  numberToHex,
  parseEther,
  publicActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMITTEE,
  chainOf,
  DIABETES,
  type Person,
  person,
  recordHba1c,
  signIn,
  timeOf,
  warpTo,
} from '../src/people.js'
import { type ScratchNetwork, scratchNetwork } from '../src/scratch.js'

const committeeId = BigInt(COMMITTEE)
const SLOT = 5n
const recipient = '0x00000000000000000000000000000000000ACE50'
const prover = createProver()

/** An operator who signs what it likes. */
const liar = { key: new Uint8Array(32).fill(0x66), account: privateKeyToAccount(`0x${'66'.repeat(32)}`) }
const liarKey = oraclePublicKey(liar.key)

let network: ScratchNetwork
let amara: Person
let reporter: Person
let attested: CollectAttestationsReturnType
/** Proven while the liar has a seat. */
let claim: PreparedClaim
let rootWithLiar: bigint
let rootBefore: bigint
/** What the liar says of amara's result, truly and otherwise. */
let honest: SignedAttestation
let otherwise: SignedAttestation
/** The chain before anyone has reported the liar. */
let seated: Hex

beforeAll(async () => {
  network = await scratchNetwork({ oracles: 5 })
  await network.relayer.stop()
  const provider = await person(network, prover, 'provider')
  await provider.client.deposit({ pool: network.deployment.pool, assets: 500_000_000_000n })
  reporter = await person(network, prover, 'reporter')
  amara = await person(network, prover, 'amara')
  const start = await timeOf(network)
  const { policy } = await amara.client.buyCover({
    secret: amara.secret,
    productId: DIABETES,
    units: 5n,
    weeks: 20n,
  })
  await amara.client.linkRecord({
    secret: amara.secret,
    committeeId: COMMITTEE,
    idToken: await signIn(network, amara, 'amara'),
  })
  const observedAt = start + 40n * DAY
  await warpTo(network, observedAt + HOUR)
  await recordHba1c(network, 'amara', 7.1, observedAt)
  await amara.client.insertBatch()
  rootBefore = await registry().rootOf([committeeId])
  await seatLiar()
  rootWithLiar = await registry().rootOf([committeeId])
  attested = await amara.client.collectAttestations({ secret: amara.secret, policy })
  claim = await amara.client.prepareClaim({
    secret: amara.secret,
    policy,
    ...attested,
    claimAt: 'now',
    recipient,
  })
  honest = said({})
  otherwise = said({ value: 12_345n })
  seated = await chainOf(network).snapshot()
})

afterAll(async () => {
  await network?.end()
  await prover.close()
})

/** Back to the chain in which nobody has reported the liar. */
async function restoreSeated(): Promise<void> {
  await chainOf(network).revert({ id: seated })
  seated = await chainOf(network).snapshot()
}

function said(changes: Partial<Attestation>): SignedAttestation {
  const [{ attestation }] = attested.attestations as [SignedAttestation]
  return signAttestation(liar.key, { ...attestation, ...changes })
}

/** The registry's views. */
function registry() {
  const { oracleRegistry: address } = network.deployment
  return getContract({ address, abi: oracleRegistryAbi, client: chainOf(network) }).read
}

/** Registers the liar's key like any operator's, and gives it a seat. */
async function seatLiar(): Promise<void> {
  const chain = chainOf(network)
  const { oracleRegistry, chainId } = network.deployment
  await chain.setBalance({ address: liar.account.address, value: parseEther('10') })
  const send = async (account: typeof liar.account | ReturnType<typeof developmentAccount>, data: Hex) => {
    const wallet = createWalletClient({ account, transport: http(network.chain.url) }).extend(publicActions)
    const hash = await wallet.sendTransaction({ to: oracleRegistry, data, chain: null })
    expect((await chain.waitForTransactionReceipt({ hash })).status).toBe('success')
  }
  const registration = keyRegistration(
    liar.key,
    oracleDomain(chainId, oracleRegistry),
    liar.account.address,
    new Uint8Array(64).fill(9),
  )
  const abi = oracleRegistryAbi
  await send(liar.account, encodeFunctionData({ abi, functionName: 'registerKey', args: [registration] }))
  const seat = [committeeId, SLOT, liar.account.address] as const
  await send(developmentAccount('deployer'), encodeFunctionData({ abi, functionName: 'seat', args: seat }))
}

describe('a node that signs the same statement again', () => {
  test.each([
    ['word for word', {}],
    ['at a later time', { issuedAt: 7n }],
    ['after a later link', { linkedAt: 7n }],
  ] as const)('%s keeps its seat', async (_, later) => {
    const { issuedAt, linkedAt } = honest.attestation
    const again = said({
      ...('issuedAt' in later && { issuedAt: issuedAt + later.issuedAt }),
      ...('linkedAt' in later && { linkedAt: linkedAt + later.linkedAt }),
    })
    await expect(reporter.client.reportEquivocation({ attestations: [honest, again] })).rejects.toThrow(
      NoEquivocationError,
    )
    // Nor can it be proven past that check.
    const context = slashContextOf(network.deployment.chainId, network.deployment.oracleRegistry, recipient)
    const witness = equivocationWitness([honest, otherwise], context)
    const [{ challenge, response }, attestation] = [again.signature, again.attestation]
    const forced = {
      ...witness,
      values: [honest.attestation.value, attestation.value],
      issuedAt: [honest.attestation.issuedAt, attestation.issuedAt],
      linkedAt: [honest.attestation.linkedAt, attestation.linkedAt],
      challenges: [honest.signature.challenge, challenge],
      responses: [honest.signature.response, response],
    }
    await expect(prover.proveEquivocation(forced)).rejects.toBeInstanceOf(WitnessError)
    expect(await registry().seatAt([committeeId, SLOT])).toEqual([liar.account.address, liarKey[0]])
  })

  test('or about two results keeps its seat', async () => {
    const another = said({ observationTag: 1n, value: 1n })
    await expect(reporter.client.reportEquivocation({ attestations: [honest, another] })).rejects.toThrow(
      NoEquivocationError,
    )
  })
})

test("somebody else's report can't be passed off as one's own", async () => {
  const { oracleRegistry, chainId } = network.deployment
  const witness = equivocationWitness(
    [honest, otherwise],
    slashContextOf(chainId, oracleRegistry, reporter.address),
  )
  const { proof } = await prover.proveEquivocation(witness)
  const thief = await person(
    network,
    { ...prover, proveEquivocation: async () => ({ proof, publicSignals: [] }) },
    'thief',
  )
  await expect(thief.client.reportEquivocation({ attestations: [honest, otherwise] })).rejects.toBeInstanceOf(
    revertErrors.OracleRegistry_EquivocationNotProven,
  )
  await restoreSeated()
})

describe.each([
  ['values', () => otherwise],
  ['subjects', () => said({ subject: 5n })],
] as const)('a node that signs two %s of one result', (_, second) => {
  let report: Awaited<ReturnType<Person['client']['reportEquivocation']>>
  beforeAll(async () => {
    await restoreSeated()
    report = await reporter.client.reportEquivocation({ attestations: [honest, second()] })
  })

  test('loses its seat by a transaction that anyone sends', async () => {
    expect(report.committeeIds).toEqual([COMMITTEE])
    expect(await registry().seatAt([committeeId, SLOT])).toEqual([`0x${'0'.repeat(40)}`, 0n])
    expect(await registry().isSlashed([liarKey[0]])).toBe(true)
  })

  test('takes the root with its key along, and no other', async () => {
    expect(await registry().isRevoked([committeeId, rootWithLiar])).toBe(true)
    expect(await registry().isValidRoot([committeeId, rootWithLiar])).toBe(false)
    expect(await registry().rootOf([committeeId])).toBe(rootBefore)
    expect(await registry().isValidRoot([committeeId, rootBefore])).toBe(true)
  })

  test('is not slashed twice, and never seated again', async () => {
    await expect(
      reporter.client.reportEquivocation({ attestations: [honest, second()] }),
    ).rejects.toBeInstanceOf(revertErrors.OracleRegistry_KeySlashed)
    await expect(
      reporter.client.expelKey({ key: liarKey[0], committeeId: COMMITTEE }),
    ).rejects.toBeInstanceOf(revertErrors.OracleRegistry_NothingToExpel)
    const rested = await chainOf(network).snapshot()
    await warpTo(network, (await timeOf(network)) + 8n * DAY)
    const args = [committeeId, SLOT, liar.account.address] as const
    const seat = chainOf(network).simulateContract({
      account: developmentAccount('deployer'),
      address: network.deployment.oracleRegistry,
      abi: oracleRegistryAbi,
      functionName: 'seat',
      args,
    })
    await expect(seat).rejects.toThrow('OracleRegistry_KeySlashed')
    await chainOf(network).revert({ id: rested })
  })

  test('leaves nothing of result and patient on the chain', async () => {
    const { input } = await chainOf(network).getTransaction({ hash: report.hash })
    const { logs } = await chainOf(network).getTransactionReceipt({ hash: report.hash })
    const seen = [input, ...logs.flatMap(({ topics, data }) => [...topics, data])].join('')
    for (const secret of [honest.attestation, second().attestation].flatMap(({ subject, observationTag }) => [
      subject,
      observationTag,
    ])) {
      if (secret === 5n) continue
      expect(seen).not.toContain(numberToHex(secret, { size: 32 }).slice(2))
    }
    // What is there can be found.
    expect(seen).toContain(numberToHex(liarKey[0], { size: 32 }).slice(2))
  })

  test('voids proofs that rest on that root; the rest of the committee pays the honest holder', async () => {
    await expect(amara.client.submitClaim({ claim })).rejects.toBeInstanceOf(
      revertErrors.AttestationTrigger_CommitteeRootInvalid,
    )
    const [policy] = await amara.client.restorePolicies({ secret: amara.secret })
    const anew = await amara.client.prepareClaim({
      secret: amara.secret,
      policy: policy!,
      ...attested,
      claimAt: 'now',
      recipient,
    })
    const { payout } = await amara.client.submitClaim({ claim: anew })
    expect(payout).toBe(5n * 250_000_000n)
  })
})
