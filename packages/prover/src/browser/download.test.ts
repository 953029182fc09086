import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type ArtifactServer,
  artifactsFolder,
  ETAG,
  type Fault,
  refuse,
  sendHalf,
  startArtifactServer,
} from '../../test/artifactServer.js'
import { ArtifactDownloadError } from '../errors.js'
import { download } from './download.js'

const file = 'cancel.wasm.br'
const bytes = readFileSync(`${artifactsFolder}/${file}`)
const half = Math.floor(bytes.length / 2)
let server: ArtifactServer

beforeAll(async () => {
  server = await startArtifactServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.clear()
  server.faults.clear()
  server.ranges = true
})

const fetched = (options = {}) =>
  download(`${server.url}/${file}`, {
    pause: 0,
    onBytes: (size) => size === half && server.cut(),
    ...options,
  })
const ask = (...faults: Fault[]) => server.faults.set(file, faults)
const asked = () => server.requests.get(file)

it('brings every byte, and counts them', async () => {
  const counts: [number, number | undefined][] = []
  expect(bytes.equals(await fetched({ onBytes: (...count: (typeof counts)[0]) => counts.push(count) }))).toBe(
    true,
  )
  expect(counts.at(-1)).toEqual([bytes.length, bytes.length])
  expect(asked()).toEqual(['whole'])
})

describe('a broken connection', () => {
  it('is continued where it ended', async () => {
    ask(sendHalf(ETAG))
    expect(bytes.equals(await fetched())).toBe(true)
    expect(asked()).toEqual(['whole', `bytes=${half}-`])
  })

  it('is begun again when the file has changed since', async () => {
    ask(sendHalf('"of-another-build"'))
    expect(bytes.equals(await fetched())).toBe(true)
    expect(asked()).toEqual(['whole', `bytes=${half}-`])
  })

  it.each([
    ['no tag', undefined],
    ['a weak tag', 'W/"of-the-build"'],
  ])('is begun again with %s', async (_, tag) => {
    ask(sendHalf(tag))
    expect(bytes.equals(await fetched())).toBe(true)
    expect(asked()).toEqual(['whole', 'whole'])
  })

  it('is begun again when the server continues elsewhere', async () => {
    ask(sendHalf(ETAG), (whole, _, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-${whole.length - 1}/${whole.length}` }).end(whole)
    })
    expect(bytes.equals(await fetched())).toBe(true)
    expect(asked()).toEqual(['whole', `bytes=${half}-`, 'whole'])
  })

  it('is one that stays silent, too', async () => {
    ask(sendHalf(ETAG))
    expect(bytes.equals(await fetched({ stall: 1_000, onBytes: undefined }))).toBe(true)
    // A slow machine may take the next answer for silent, too.
    expect(asked()!.slice(0, 2)).toEqual(['whole', `bytes=${half}-`])
  })

  it('ends in an error that says what to do, when nothing new comes any more', async () => {
    ask(...Array<Fault>(9).fill(sendHalf()))
    const error = await fetched().catch((reason: Error) => reason)
    expect(error).toBeInstanceOf(ArtifactDownloadError)
    expect(String(error)).toMatch(
      /cancel\.wasm\.br could not be fetched\. Check the connection and try again/,
    )
    expect(asked()).toHaveLength(5)
  })
})

it('tries again after an error of the server', async () => {
  ask(refuse(503), refuse(429))
  expect(bytes.equals(await fetched())).toBe(true)
})

it('takes a refusal for an answer, at once', async () => {
  ask(refuse(404))
  await expect(fetched()).rejects.toThrow(/answers 404. Serve the folder `circuits\/artifacts` there/)
  expect(asked()).toHaveLength(1)
})
