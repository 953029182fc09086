import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNode, spawnNode } from './nodeProcess.js'
import { ask, DAY, type Holder, hba1c, link, NOW, newHolder, startWorld, type World } from './testNode.js'

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

test('a killed node comes back with its key, its links and its word', async () => {
  const config = await world.nodeConfig('killed', { logLevel: 'info' })
  const [holder, second, third] = [newHolder(), newHolder(), newHolder()]
  world.hospital.resources = hba1c({ patient: 'ida', value: 6.7 })
  world.chain.time = NOW

  const before = await runNode(config)
  await link(world, before, third, 'ida')
  await link(world, before, holder, 'ida')
  const { body } = await ask(before, 'observations', holder, { measure: 'hba1c' })
  const [{ observationTag }] = body.observations as [{ observationTag: string }]
  const proposal = { measure: 'hba1c', observationTag, issuedAt: `${NOW}`, linkedAt: `${NOW}` }
  const attested = await ask(before, 'attestation', holder, proposal)
  expect(attested.status).toBe(200)
  expect(await before.end('SIGKILL')).toBe('SIGKILL')

  world.chain.time = NOW + 100n
  const after = await runNode(config)
  expect(after.key).toEqual(before.key)
  expect((await link(world, after, holder, 'ida')).body).toEqual({ linkedAt: `${NOW}` })
  expect((await link(world, after, holder, 'joan')).status).toBe(409)
  expect(await ask(after, 'attestation', holder, proposal)).toEqual(attested)
  expect((await ask(after, 'attestation', third, proposal)).body.error?.code).toBe('SubjectRetired')
  await link(world, after, second, 'ida')
  const later = { ...proposal, linkedAt: `${NOW + 100n}` }
  expect((await ask(after, 'attestation', second, later)).body.error?.code).toBe('AttestedOtherwise')
  expect(await after.end('SIGTERM')).toBe(0)
})

test('a node killed again and again while it links keeps every link it confirmed', async () => {
  const config = await world.nodeConfig('battered')
  const confirmed: { holder: Holder; patient: string }[] = []
  world.chain.time = NOW
  for (let round = 0; round < 3; round++) {
    const node = await runNode(config)
    for (const { holder, patient } of confirmed) {
      expect((await link(world, node, holder, patient)).status).toBe(200)
    }
    const links = Array.from({ length: 4 }, async (_, index) => {
      const [holder, patient] = [newHolder(), `patient-${round}-${index}`]
      const { status } = await link(world, node, holder, patient)
      if (status === 200) confirmed.push({ holder, patient })
      if (index === round) node.child.kill('SIGKILL')
    })
    await Promise.allSettled(links)
    expect(await node.end()).toBe('SIGKILL')
    expect(confirmed.length).toBeGreaterThan(round)
  }
  world.chain.time = NOW + DAY
  const node = await runNode(config)
  for (const { holder, patient } of confirmed) {
    expect((await link(world, node, holder, patient)).body).toEqual({ linkedAt: `${NOW}` })
  }
  await node.end('SIGKILL')
})

test('a node killed while it makes its database starts anew', async () => {
  const config = await world.nodeConfig('interrupted')
  const changes = watch(config.dataDir)
  const child = spawnNode(config)
  while (!existsSync(join(config.dataDir, 'db.new'))) await once(changes, 'change')
  child.kill('SIGKILL')
  await once(child, 'exit')
  changes.close()

  const node = await runNode(config)
  expect((await link(world, node, newHolder(), 'ida')).status).toBe(200)
  expect(await node.end('SIGINT')).toBe(0)
})

test('with ACESO_PARENT_WATCH a node ends with its parent', async () => {
  const node = await runNode(await world.nodeConfig('orphan'), { ACESO_PARENT_WATCH: '1' })
  node.child.stdin!.end()
  expect(await node.end()).toBe(0)
})

test('a node that can not start says why, in a line, and exits with 1', async () => {
  const config = await world.nodeConfig('unready', { passphrase: 'another passphrase' })
  await world.nodeConfig('unready')
  const child = spawnNode({ ...config, passphrase: 'not the passphrase' })
  let text = ''
  child.stderr!.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(text).toMatch(/^The passphrase does not open .*keys\.json/)
  expect(text).not.toContain('    at ')
})
