// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of the templates dropped in a copy of the sources. With `DEEP=1` every one of those below is dropped, else
// one that is drawn of those that once went unnoticed.
import { describe, expect, it } from 'vitest'
import { deep, drawing, drawn } from './deep.js'
import { type Alone, type Drop, dropAll, dropsOf, noticed } from './dropped.js'
import { alone } from './droppedTemplates.js'

const onceUnnoticed: [name: string, Alone, () => Drop][] = [
  [
    'the second slope of DoubleAndAdd',
    alone.DoubleAndAdd!,
    () => dropAll('DoubleAndAdd', /^.*\(second \+ slope\).*===.*\n/m),
  ],
  [
    'the curve of a CommitteeMember',
    alone.CommitteeMember!,
    () => dropAll('CommitteeMember', /^ +BabyCheck\(\).*\n/m),
  ],
  [
    'the canonical form in a Signature',
    alone.Signature!,
    () => dropAll('Signature', /^ +component canonical[\s\S]*?\n {4}}\n/m),
  ],
  [
    'that the hints of AtMostConstant are boolean',
    alone.AtMostConstant!,
    () => dropAll('AtMostConstant', /^ +named\[i\] \* \(named\[i\] - 1\) === 0;\n/m),
  ],
]

const once = drawn(onceUnnoticed, 1)

describe(`it shows when somebody drops${drawing}`, () => {
  it.each(once)('%s', (_, template, drop) => {
    expect(noticed(template, drop())).toBeDefined()
  })
})

it(`nothing shows as long as nothing is dropped${drawing}`, () => {
  for (const template of new Set(once.map(([, template]) => template)))
    expect(noticed(template, dropAll(template.template, /^pragma.*\n/m))).toBeUndefined()
})

describe.runIf(deep)('every statement', () => {
  it.each(Object.entries(alone))(
    'of %s',
    (name, template) => {
      expect(noticed(template, dropAll(name, /^pragma.*\n/m))).toBeUndefined()
      const drops = dropsOf(name)
      const unnoticed = drops.filter((drop) => noticed(template, drop) === undefined)
      console.log(`figure ${name}, statements dropped: ${drops.length}, ${unnoticed.length} unnoticed`)
      expect(unnoticed.map(({ statement }) => statement)).toEqual([])
    },
    3_600_000,
  )
})
