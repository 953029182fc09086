import { oracleDomain, oraclePublicKey } from '@aceso/core'
import { afterAll, expect, test } from 'vitest'
import { NoResultError } from '../src/index.js'
import { agreedResults } from '../src/oracle/agreement.js'
import type { NodeObservation } from '../src/oracle/node.js'
import { startJson } from './chain/services.js'
import { deployment } from './claimFixture.js'
import type { Service } from './service.js'

const services: Service[] = []
afterAll(() => Promise.all(services.map(({ close }) => close())))

const linkedAt = 1_600_000_000n
const recorded: NodeObservation = { observationTag: 7n, value: 71_000n, observedAt: 1_700_000_000n }
const invented: NodeObservation = { ...recorded, observationTag: 8n, value: 99_000n }
const times = (count: number, one: NodeObservation) => Array.from({ length: count }, () => one)

/** What is agreed on by as many nodes as there are lists, each of which tells the results of its list. */
async function agreedBy(...told: NodeObservation[][]) {
  const domain = oracleDomain(deployment.chainId, deployment.oracleRegistry)
  const nodes = told.map((observations, i) =>
    startJson(
      () => {},
      async (path) =>
        path === '/v1/info'
          ? { key: oraclePublicKey(new Uint8Array(32).fill(i + 1)), domain }
          : { linkedAt, observations },
    ),
  )
  services.push(...(await Promise.all(nodes)))
  const oracles = services.slice(-told.length).map(({ url }) => url)
  const asked = { deployment, oracles, secret: 1n, committeeId: 1, measure: 'hba1c' }
  return (await agreedResults(asked)).results
}

test('a result that fewer than a quorum tell is none', () =>
  expect(agreedBy([recorded], [recorded], [recorded], [], [], [])).rejects.toThrow(NoResultError))

test('a node that tells a result four times is one node', async () => {
  await expect(agreedBy(times(4, invented), [], [], [])).rejects.toThrow(NoResultError)
  const told = [...Array.from({ length: 4 }, () => [recorded]), times(6, invented)]
  expect(await agreedBy(...told)).toEqual([{ ...recorded, linkedAt }])
})
