import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createProver } from '../src/index.js'
import { type ArtifactServer, startArtifactServer } from './artifactServer.js'
import { hasChromium, inChromium, openBrowser, type TestBrowser } from './openBrowser.js'
import type { Outcome, Run } from './page/main.js'
import type { MainThread } from './page/watchMainThread.js'
import { textsOf } from './textsOf.js'
import { cancel, claim, insertion, secret } from './witnesses.js'

const proveClaim: Run = { method: 'proveClaim', witness: claim() }
const proveCancel: Run = { method: 'proveCancel', witness: cancel() }

const stagesOf = ({ progress }: Outcome) =>
  progress.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1])

describe.skipIf(!hasChromium)(inChromium, () => {
  const node = createProver()
  let server: ArtifactServer
  let browser: TestBrowser

  beforeAll(async () => {
    server = await startArtifactServer()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await node.close()
  })

  it.each([1, 2])('makes a claim proof with %i threads that verifies, here as there', async (threads) => {
    const page = await browser.open(server.url, threads)
    const witness = claim()
    const outcome = await page.prove({ method: 'proveClaim', witness })
    expect(outcome.error).toBeUndefined()
    expect(stagesOf(outcome)).toEqual(['load', 'witness', 'prove', 'done'])
    expect(outcome.proof!.publicSignals).toEqual([witness.digest, witness.challenge, witness.fingerprint])
    expect(await node.verify('claim', outcome.proof!)).toBe(true)
    const verify = (proof: typeof outcome.proof) =>
      page.tab.evaluate((proof) => aceso.verify('claim', proof!), proof)
    expect(await verify(outcome.proof)).toBe(true)
    expect(await verify({ ...outcome.proof!, publicSignals: [1n, 2n, 3n] })).toBe(false)
  })

  it('never blocks the page while it loads and proves', async () => {
    let worst: MainThread = { timers: Infinity, frames: Infinity, longTask: Infinity }
    // The machine may halt a page for a moment. What the prover did itself, it would do each time.
    for (let tries = 0; tries < 3 && Math.max(...Object.values(worst)) > 100; tries++) {
      const { tab } = await browser.open(server.url)
      worst = await tab.evaluate((run) => aceso.watchMainThread(() => aceso.prove(run)), proveClaim)
      console.log(`Main thread, worst of a claim's proof in ms: ${JSON.stringify(worst)}`)
    }
    expect(worst.timers).toBeLessThan(100)
    expect(worst.frames).toBeLessThan(100)
    expect(worst.longTask).toBeLessThan(100)
  })

  describe('cancelled', () => {
    it.each(['start', 'load', 'witness', 'prove'] as const)(
      'at "%s", the next proof works',
      async (cancelAt) => {
        const page = await browser.open(server.url, 2)
        const outcome = await page.prove({ ...proveClaim, cancelAt })
        expect(outcome.error?.name).toBe('ProvingCancelledError')
        expect(stagesOf(outcome).at(-1)).toBe(cancelAt === 'start' ? undefined : cancelAt)
        const next = await page.prove(proveCancel)
        expect(await node.verify('cancel', next.proof!)).toBe(true)
      },
    )

    it('leaves those alone that wait for their turn, and is possible for them', async () => {
      const { tab } = await browser.open(server.url)
      const outcomes = await tab.evaluate((runs) => Promise.all(runs.map((run) => aceso.prove(run))), [
        { ...proveCancel, cancelAt: 'load' },
        { ...proveCancel, cancelAt: 'start' },
        proveCancel,
      ] as Run[])
      expect(outcomes.map(({ error }) => error?.name)).toEqual([
        'ProvingCancelledError',
        'ProvingCancelledError',
        undefined,
      ])
      expect(await node.verify('cancel', outcomes[2]!.proof!)).toBe(true)
    })

    it('by closing, after which it can be opened again', async () => {
      const page = await browser.open(server.url)
      const closed = await page.tab.evaluate(async (run) => {
        const proofs = [aceso.prove(run), aceso.prove(run)]
        await aceso.close()
        return Promise.all(proofs)
      }, proveCancel)
      expect(closed.map(({ error }) => error?.name)).toEqual(Array(2).fill('ProvingCancelledError'))
      expect((await page.prove(proveCancel)).error).toBeUndefined()
    })
  })

  describe('says nothing private', () => {
    const canary = 918_273_645_546_372_819n

    it.each([
      ['refused', 'WitnessError', { value: canary }],
      ['not numbers', 'WitnessError', { value: `canary ${canary}` }],
      ['too few', 'WitnessError', { path: [canary] }],
      ['missing', 'WitnessError', { value: undefined, secret: canary }],
      ['unknown', 'WitnessError', { [`canary${canary}`]: canary }],
    ])('of inputs that are %s', async (_, name, inputs) => {
      const page = await browser.open(server.url)
      const { witness } = proveClaim
      const outcome = await page.prove({ ...proveClaim, witness: { ...witness, ...inputs } })
      expect(outcome.error?.name).toBe(name)
      const said = outcome.error!.text + page.output.join()
      for (const text of [...textsOf({ ...witness, canary }), 'canary']) expect(said).not.toContain(text)
    })

    it('of inputs that it proves', async () => {
      const page = await browser.open(server.url)
      const { proof, progress } = await page.prove(proveClaim)
      expect(proof).toBeDefined()
      const said = JSON.stringify(progress) + page.output.join()
      for (const text of textsOf(proveClaim.witness)) expect(said).not.toContain(text)
    })

    it('and the output of workers is what was looked at', async () => {
      const page = await browser.open(server.url)
      await page.prove({ method: 'proveInsertion', witness: { ...insertion(), count: 79n } })
      expect(page.output.join()).toContain('Error in template')
      expect(textsOf({ secret })).toContain(String(secret))
    })
  })

  it('proves with a single thread where a policy forbids others', async () => {
    const strict = await openBrowser("'self'")
    onTestFinished(() => strict.close())
    const page = await strict.open(server.url, 4)
    expect(await node.verify('cancel', (await page.prove(proveCancel)).proof!)).toBe(true)
  })

  it('tells of a worker that a policy forbids', async () => {
    const forbidding = await openBrowser("'none'")
    onTestFinished(() => forbidding.close())
    const { error } = await (await forbidding.open(server.url)).prove(proveCancel)
    expect(error?.name).toBe('ProverWorkerError')
  })

  it.each([
    ['a worker', /worker/],
    ['a decoder', /brotli/],
  ])('tells of %s that is out of reach', async (_, file) => {
    const page = await browser.open(server.url)
    await page.tab.context().route(file, (route) => route.abort())
    const { error } = await page.prove(proveCancel)
    expect(error?.name).toBe('ProverWorkerError')
  })
})
