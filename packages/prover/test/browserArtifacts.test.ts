import type { Groth16Proof, ProvingProgress } from '@aceso/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProver } from '../src/index.js'
import {
  type ArtifactServer,
  changeByte,
  cutAtHalf,
  ETAG,
  refuse,
  startArtifactServer,
} from './artifactServer.js'
import { hasChromium, inChromium, openBrowser, type TestBrowser, type TestPage } from './openBrowser.js'
import type { Outcome, Run } from './page/main.js'
import { cancel } from './witnesses.js'

const proveCancel: Run = { method: 'proveCancel', witness: cancel() }
const files = ['cancel.wasm.br', 'cancel.zkey.br', 'cancel.vkey.json.br']

describe.skipIf(!hasChromium)(inChromium, () => {
  const node = createProver()
  let server: ArtifactServer
  let browser: TestBrowser

  let made: Groth16Proof

  beforeAll(async () => {
    made = await node.proveCancel(cancel())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await node.close()
  })
  beforeEach(async () => {
    server = await startArtifactServer()
    return () => server.close()
  })

  const expectProof = async ({ proof, error }: Outcome) => {
    expect(error).toBeUndefined()
    expect(await node.verify('cancel', proof!)).toBe(true)
  }
  /** Loads all that proving takes, and so is quicker. */
  const load = (page: TestPage) => page.verify('cancel', made)
  const loaded = { valid: true }
  const asked = () => Object.fromEntries(server.requests)

  it('fetches each artefact once, and then proves without a server', async () => {
    const page = await browser.open(server.url)
    await expectProof(await page.prove(proveCancel))
    expect(await load(page)).toEqual(loaded)
    expect(asked()).toEqual(Object.fromEntries(files.map((file) => [file, ['whole']])))
    await server.close()
    await expectProof(await (await page.again()).prove(proveCancel))
  })

  it('reports what it loads, to the last byte', async () => {
    const { progress } = await (await browser.open(server.url)).prove({ ...proveCancel, cancelAt: 'witness' })
    for (const file of files) {
      const loads = progress.filter(
        (step): step is Extract<ProvingProgress, { stage: 'load' }> =>
          step.stage === 'load' && step.file === file,
      )
      expect(loads.map(({ bytes }) => bytes)).toEqual(loads.map(({ bytes }) => bytes).sort((a, b) => a - b))
      expect(loads.at(-1)!.bytes).toBe(loads.at(-1)!.total)
    }
  })

  it.each(files)('refuses a changed byte in %s, and takes it when it is right again', async (file) => {
    server.faults.set(file, [changeByte])
    const page = await browser.open(server.url)
    const { error } = await load(page)
    expect(error?.name).toBe('ArtifactMismatchError')
    expect(error?.text).toContain(`${file} is not the one that was published`)
    expect(await load(page)).toEqual(loaded)
  })

  it('continues a download that broke', async () => {
    server.faults.set('cancel.zkey.br', [cutAtHalf(ETAG)])
    expect(await load(await browser.open(server.url))).toEqual(loaded)
    expect(asked()['cancel.zkey.br']).toEqual(['whole', expect.stringMatching(/^bytes=\d+-$/)])
  })

  it('begins a download again that broke, without ranges', async () => {
    server.ranges = false
    server.faults.set('cancel.zkey.br', [cutAtHalf()])
    expect(await load(await browser.open(server.url))).toEqual(loaded)
    expect(asked()['cancel.zkey.br']).toEqual(['whole', 'whole'])
  })

  it('says what to do when there is nothing to fetch', async () => {
    server.faults.set('cancel.wasm.br', [refuse(404)])
    const { error } = await load(await browser.open(server.url))
    expect(error?.name).toBe('ArtifactDownloadError')
    expect(error?.text).toContain('The server answers 404. Serve the folder `circuits/artifacts` there.')
  })

  it('says what to do when nobody answers', async () => {
    await server.close()
    const { error } = await load(await browser.open(server.url))
    expect(error?.name).toBe('ArtifactDownloadError')
    expect(error?.text).toContain('Check the connection and try again.')
  })

  it('says what to do when the page is not secure', async () => {
    const page = await browser.open(server.url)
    const { tab } = page
    const address = new URL(tab.url())
    address.hostname = 'insecure.test'
    await tab.goto(address.href)
    await tab.evaluate((url) => aceso.open(url), server.url)
    const { error } = await load(page)
    expect(error?.name).toBe('ArtifactDownloadError')
    expect(error?.text).toContain('Serve the page over HTTPS')
  })

  it('proves with a full store, and says that nothing was kept', async () => {
    const page = await browser.open(server.url)
    const session = await page.tab.context().newCDPSession(page.tab)
    const origin = new URL(page.tab.url()).origin
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 })
    const outcome = await page.prove(proveCancel)
    await expectProof(outcome)
    const notStored = outcome.progress.flatMap((step) => (step.stage === 'notStored' ? [step.file] : []))
    expect(notStored).toEqual(['cancel.wasm.br', 'cancel.zkey.br'])
    expect(await load(page)).toEqual(loaded)
    expect(asked()['cancel.zkey.br']).toEqual(['whole'])
  })

  describe('the store', () => {
    it('is not believed: what lies wrong there is fetched once more', async () => {
      const page = await browser.open(server.url)
      await load(page)
      const poisoned = await page.tab.evaluate(async () => {
        const store = await caches.open('aceso-prover')
        for (const request of await store.keys()) {
          const bytes = new Uint8Array(await (await store.match(request))!.arrayBuffer())
          bytes[bytes.length - 2]! ^= 1
          await store.put(request, new Response(bytes))
        }
        return (await store.keys()).length
      })
      expect(poisoned).toBe(files.length)
      const again = await page.again()
      expect(await load(again)).toEqual(loaded)
      expect(asked()).toEqual(Object.fromEntries(files.map((file) => [file, ['whole', 'whole']])))
      await server.close()
      await expectProof(await (await page.again()).prove(proveCancel))
    })

    it('drops what belongs to no circuit any more, and nothing of others', async () => {
      const page = await browser.open(server.url)
      await page.tab.evaluate(async () => {
        for (const name of ['aceso-prover', 'another']) {
          const store = await caches.open(name)
          await store.put(`https://artefact.invalid/sha256/${'0'.repeat(64)}`, new Response('old'))
        }
      })
      expect(await load(page)).toEqual(loaded)
      const sizes = await page.tab.evaluate(async () => {
        const keys = async (name: string) => (await (await caches.open(name)).keys()).length
        return [await keys('aceso-prover'), await keys('another')]
      })
      expect(sizes).toEqual([files.length, 1])
    })
  })
})
