import { poseidon2, poseidon3, poseidon4, poseidon5, poseidon8, poseidon9, poseidon10 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import { hash, Tag } from '../src/index.js'

type TagName = keyof typeof Tag
const tags = Object.keys(Tag) as TagName[]

describe('tagged hash', () => {
  test('gives another result for every tag', () => {
    for (const inputs of [[1n], [1n, 2n], [1n, 2n, 3n], [1n, 2n, 3n, 4n]])
      expect(new Set(tags.map((tag) => hash(tag, ...inputs))).size).toBe(tags.length)
  })

  test('has one tag per purpose, none of them zero', () => {
    expect(new Set(Object.values(Tag)).size).toBe(tags.length)
    expect(Object.values(Tag)).not.toContain(0n)
  })

  test.each(tags)('is Poseidon with the tag in front: %s', (tag) => {
    const eight = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]
    expect(hash(tag, 1n)).toBe(poseidon2([Tag[tag], 1n]))
    expect(hash(tag, 1n, 2n)).toBe(poseidon3([Tag[tag], 1n, 2n]))
    expect(hash(tag, 1n, 2n, 3n)).toBe(poseidon4([Tag[tag], 1n, 2n, 3n]))
    expect(hash(tag, 1n, 2n, 3n, 4n)).toBe(poseidon5([Tag[tag], 1n, 2n, 3n, 4n]))
    expect(hash(tag, ...eight.slice(1))).toBe(poseidon8([Tag[tag], ...eight.slice(1)]))
    expect(hash(tag, ...eight)).toBe(poseidon9([Tag[tag], ...eight]))
    expect(hash(tag, 0n, ...eight)).toBe(poseidon10([Tag[tag], 0n, ...eight]))
  })

  test('depends on the order of its inputs', () => {
    expect(hash('leaf', 1n, 2n, 3n)).not.toBe(hash('leaf', 2n, 1n, 3n))
  })
})
