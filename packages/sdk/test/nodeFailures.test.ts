import { AcesoError, QUORUM } from '@aceso/core'
import { describe, expect, test } from 'vitest'
import { askNodes, NodesUnavailableError, ServiceRefusedError } from '../src/index.js'

const nodes = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ url: `http://${name}`, slot: name }))

/** Fails at the nodes with these slots. */
const failingAt =
  (...failing: string[]) =>
  async ({ slot }: { slot: string }) => {
    if (failing.includes(slot)) throw new ServiceRefusedError(`http://${slot}`, 'Code', `no from ${slot}.`)
    return slot.toUpperCase()
  }

async function failureOf(asked: Promise<unknown>): Promise<NodesUnavailableError> {
  return asked.then(
    () => expect.fail('enough nodes answered'),
    (error) => error,
  )
}

describe('too few answers', () => {
  test('name how many there were and what each of the others said', async () => {
    const error = await failureOf(askNodes(nodes, failingAt('a', 'c', 'e')))
    expect(error).toBeInstanceOf(NodesUnavailableError)
    expect(error).toBeInstanceOf(AcesoError)
    expect(error.name).toBe('NodesUnavailableError')
    expect(error.shortMessage).toContain(`Only ${QUORUM - 1} oracle nodes answered`)
    expect(error.failures.map(({ url }) => url)).toEqual(['http://a', 'http://c', 'http://e'])
    for (const name of ['a', 'c', 'e'])
      expect(error.message).toContain(`- http://${name} refused: no from ${name}.`)
  })

  test('say when there can be enough, whatever a single node says', async () => {
    const busyFor = (seconds: Record<string, number>) => async (node: { slot: string }) => {
      if (!(node.slot in seconds)) return node.slot
      throw new ServiceRefusedError(node.slot, 'HospitalBusy', 'Try again.', seconds[node.slot])
    }
    const error = await failureOf(askNodes(nodes, busyFor({ a: 86_400, b: 30, c: 60 })))
    expect(error.retryAfter).toBe(30)
    expect(error.shortMessage).toContain('Try again in 30 seconds; nothing is lost.')
    const more = await failureOf(askNodes(nodes, busyFor({ a: 86_400, b: 30, c: 60, d: 0 })))
    expect(more.retryAfter).toBe(30)
    const unsaid = await failureOf(askNodes(nodes.slice(0, 3), busyFor({})))
    expect(unsaid.retryAfter).toBeUndefined()
    expect(unsaid.shortMessage).toContain('Try again later; nothing is lost.')
  })

  test('come with the failures of the step before', async () => {
    const earlier = [{ url: 'http://z', error: new Error('gone') }]
    const error = await failureOf(askNodes(nodes.slice(0, 2), failingAt(), earlier))
    expect(error.failures).toEqual(earlier)
    expect(error.message).toContain('- gone')
  })

  test('are no answers at all where there are no nodes', async () => {
    expect(await failureOf(askNodes([], failingAt()))).toBeInstanceOf(NodesUnavailableError)
  })

  test('hold an error even where something else was thrown', async () => {
    const error = await failureOf(askNodes(nodes, () => Promise.reject('offline')))
    expect(error.failures).toHaveLength(6)
    expect(error.failures[0]).toEqual({ url: 'http://a', error: new Error('offline') })
  })
})

describe('a quorum of answers', () => {
  test('is enough, and keeps who failed', async () => {
    const { answers, failures } = await askNodes(nodes, failingAt('b', 'd'))
    expect(answers).toEqual([
      { url: 'http://a', slot: 'a', answer: 'A' },
      { url: 'http://c', slot: 'c', answer: 'C' },
      { url: 'http://e', slot: 'e', answer: 'E' },
      { url: 'http://f', slot: 'f', answer: 'F' },
    ])
    expect(failures.map(({ url }) => url)).toEqual(['http://b', 'http://d'])
  })

  test('counts an answer of nothing as one', async () => {
    const { answers, failures } = await askNodes(nodes.slice(0, QUORUM), async () => undefined)
    expect(answers).toHaveLength(QUORUM)
    expect(failures).toEqual([])
  })

  test('is asked for at all nodes at once', async () => {
    let waiting = 0
    let release = () => {}
    const all = new Promise<void>((resolve) => {
      release = resolve
    })
    await askNodes(nodes, async () => {
      if (++waiting === nodes.length) release()
      await all
    })
    expect(waiting).toBe(nodes.length)
  })
})
