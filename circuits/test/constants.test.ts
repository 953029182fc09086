// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { batchRoot, nodeHash, Tag } from '@aceso/core'
import { expect, it } from 'vitest'
import { sourceFolder } from '../script/paths.js'

const source = (name: string) => readFileSync(join(sourceFolder, name), 'utf8')

it('has the domain tags of core', () => {
  const tags = [...source('Tags.circom').matchAll(/TAG_(\w+)\(\)\s*{ return (\d+); }/g)]
  expect(Object.fromEntries(tags.map(([, name, value]) => [name!.toLowerCase(), BigInt(value!)]))).toEqual(
    Tag,
  )
})

it('has the roots of empty subtrees', () => {
  const [, list] = /roots\[4\] = \[([^\]]*)\]/.exec(source('EmptySubtree.circom'))!
  const leaf = 0n
  const one = nodeHash([leaf, leaf, leaf, leaf])
  const two = nodeHash([one, one, one, one])
  expect(list!.split(',').map((root) => BigInt(root.trim()))).toEqual([leaf, one, two, batchRoot([])])
})
