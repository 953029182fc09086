import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createProver } from '../src/index.js'
import { type ArtifactServer, startArtifactServer } from './artifactServer.js'
import { hasChromium, inChromium, openBrowser, type TestBrowser, type TestPage } from './openBrowser.js'
import type { Outcome, Run } from './page/main.js'
import { textsOf } from './textsOf.js'
import { cancel, claim, secret } from './witnesses.js'

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

  it.each([
    ['claim', proveClaim, 2],
    ['cancel', proveCancel, 1],
  ] as const)('makes a proof of %s that verifies, here as there', async (circuit, run, threads) => {
    const page = await browser.open(server.url, threads)
    const outcome = await page.prove(run)
    expect(outcome.error).toBeUndefined()
    expect(stagesOf(outcome)).toEqual(['load', 'witness', 'prove', 'done'])
    const { digest, challenge, fingerprint } = run.witness as ReturnType<typeof claim>
    expect(outcome.proof!.publicSignals).toEqual([digest, challenge, fingerprint])
    expect(await node.verify(circuit, outcome.proof!)).toBe(true)
    expect(await page.verify(circuit, outcome.proof!)).toEqual({ valid: true })
    const others = { ...outcome.proof!, publicSignals: [1n, 2n, 3n] }
    expect(await page.verify(circuit, others)).toEqual({ valid: false })
  })

  it('never blocks the page: its own thread has nothing to work with, and is seldom woken', async () => {
    const { tab, prove } = await browser.open(server.url)
    await tab.evaluate(() => {
      const refuse = {
        get() {
          throw new Error('used by the page')
        },
      }
      for (const tool of ['WebAssembly', 'fetch', 'caches', 'crypto', 'XMLHttpRequest'])
        Object.defineProperty(globalThis, tool, refuse)
    })
    const { error, progress } = await prove(proveCancel)
    expect(error).toBeUndefined()
    // A report for each megabyte and stage.
    expect(progress.length).toBeLessThan(20)
  })

  describe('cancelled', () => {
    it.each(['start', 'load', 'witness', 'prove'] as const)(
      'at "%s", the next proof works',
      async (cancelAt) => {
        const page = await browser.open(server.url, 2)
        const outcome = await page.prove({ ...proveCancel, cancelAt })
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
    const { witness } = proveClaim
    let page: TestPage
    beforeAll(async () => {
      page = await browser.open(server.url)
    })

    it.each([
      ['refused', 'WitnessError', { value: canary }],
      ['not numbers', 'WitnessError', { value: `canary ${canary}` }],
      ['too few', 'WitnessError', { path: [canary] }],
      ['missing', 'WitnessError', { value: undefined, secret: canary }],
      ['unknown', 'WitnessError', { [`canary${canary}`]: canary }],
    ])('of inputs that are %s', async (_, name, inputs) => {
      const outcome = await page.prove({ ...proveClaim, witness: { ...witness, ...inputs } })
      expect(outcome.error?.name).toBe(name)
      const said = outcome.error!.text + page.output.join()
      for (const text of [...textsOf({ ...witness, canary }), 'canary']) expect(said).not.toContain(text)
    })

    it('and the output of workers is what was looked at', () => {
      expect(page.output.join()).toContain('Error in template')
      expect(textsOf({ secret })).toContain(String(secret))
    })

    it('of inputs that it proves', async () => {
      const { proof, progress } = await page.prove(proveCancel)
      expect(proof).toBeDefined()
      const said = JSON.stringify(progress) + page.output.join()
      for (const text of textsOf(proveCancel.witness)) expect(said).not.toContain(text)
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
