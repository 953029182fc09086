import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ArtifactServer, startArtifactServer } from './artifactServer.js'
import { hasChromium, inChromium, openBrowser, type TestBrowser } from './openBrowser.js'
import { cancel, claim } from './witnesses.js'

const hasProc = existsSync('/proc/self/status')

describe.skipIf(!hasChromium || !hasProc)(
  hasProc ? inChromium : 'skipped: no /proc to read memory from',
  () => {
    let server: ArtifactServer
    let browser: TestBrowser

    beforeAll(async () => {
      server = await startArtifactServer()
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await server?.close()
    })

    /** Process numbers of the pages. */
    const pages = async () => {
      const session = await browser.browser.newBrowserCDPSession()
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
    }

    /** MB: what the largest of the pages holds now, and held at most. */
    const memory = async () => {
      const figures = (await pages()).map((id) => {
        const status = readFileSync(`/proc/${id}/status`, 'utf8')
        const figure = (name: string) => Number(status.match(`${name}:\\s+(\\d+) kB`)![1]) / 1000
        return { now: figure('VmRSS'), peak: figure('VmHWM') }
      })
      return figures.sort((a, b) => b.peak - a.peak)[0]!
    }

    const workerThreads = async () =>
      (await pages())
        .flatMap((id) => readdirSync(`/proc/${id}/task`).map((task) => `/proc/${id}/task/${task}/comm`))
        .filter((file) => readFileSync(file, 'utf8').startsWith('DedicatedWorker')).length

    it.each([1, 4])('takes less than 1 GB for a claim, with %i threads', async (threads) => {
      const page = await browser.open(server.url, threads)
      const before = await memory()
      expect((await page.prove({ method: 'proveClaim', witness: claim() })).error).toBeUndefined()
      const { peak } = await memory()
      const figure = `${peak.toFixed(0)} MB at most, ${before.now.toFixed(0)} MB before`
      console.log(`figure memory of a claim's proof with ${threads} threads: ${figure}`)
      expect(peak).toBeLessThan(1_000)
      await page.tab.context().close()
    })

    it('ends every thread when a proof is cancelled', async () => {
      const page = await browser.open(server.url, 2)
      await page.prove({ method: 'proveCancel', witness: cancel() })
      expect(await workerThreads()).toBe(3)
      const { error } = await page.prove({ method: 'proveClaim', witness: claim(), cancelAt: 'prove' })
      expect(error?.name).toBe('ProvingCancelledError')
      await vi.waitFor(async () => expect(await workerThreads()).toBe(0), { timeout: 60_000 })
    })
  },
)
