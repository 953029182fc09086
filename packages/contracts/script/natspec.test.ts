import { describe, expect, test } from 'vitest'
import { type Declaration, declarationsOf, sourcesIn } from './test/soliditySources.js'

const interfaces = sourcesIn('src/interfaces').flatMap(declarationsOf)

const of = (kind: Declaration['kind']) => interfaces.filter((declaration) => declaration.kind === kind)
const namesOf = (declarations: Declaration[]) => declarations.map(({ file, name }) => `${file}: ${name}`)
const hasNotice = ({ doc }: Declaration) => doc.includes('@notice')
const documentedBy = (doc: string) => [...doc.matchAll(/@(?:param|return) (\w+)/g)].map(([, name]) => name)
const isId = (name: string) => /Id$/.test(name)

describe('in the interfaces', () => {
  test('all kinds of declarations are found', () => {
    expect(of('function').length).toBeGreaterThan(80)
    expect(of('event').length).toBeGreaterThan(30)
    expect(of('error').length).toBeGreaterThan(90)
    expect(of('struct').length).toBeGreaterThan(15)
  })

  test('every function says what it does or what it returns', () => {
    const silent = of('function').filter((item) => !hasNotice(item) && !(item.isView && item.outputs > 0))
    expect(namesOf(silent)).toEqual([])
  })

  test('every returned value is documented', () => {
    const silent = of('function').filter(({ doc, outputs }) => doc.split('@return').length - 1 !== outputs)
    expect(namesOf(silent)).toEqual([])
  })

  test('every event says what happened', () => {
    expect(namesOf(of('event').filter((event) => !hasNotice(event)))).toEqual([])
  })

  test('every field of a struct is documented, there or in the struct that it refers to', () => {
    const documented = (struct: Declaration | undefined): (string | undefined)[] => {
      if (!struct) return []
      const other = /the rest is as in (\w+)/.exec(struct.doc)?.[1]
      const referred = other ? documented(of('struct').find(({ name }) => name === other)) : []
      return [...documentedBy(struct.doc), ...referred]
    }
    const silent = of('struct').flatMap((struct) =>
      struct.inputs
        .filter(({ name }) => !isId(name) && !documented(struct).includes(name))
        .map(({ name }) => `${struct.file}: ${struct.name}.${name}`),
    )
    expect(silent).toEqual([])
  })

  // An id says it all, and what has been said of a name holds for the whole interface.
  test('every number in a function, an event or an error has its unit or meaning', () => {
    const silent = interfaces.flatMap(({ file, kind, name, inputs }) => {
      const said = interfaces.filter((other) => other.file === file).flatMap(({ doc }) => documentedBy(doc))
      return inputs
        .filter((input) => kind !== 'struct' && /^u?int/.test(input.type))
        .filter((input) => !isId(input.name) && !said.includes(input.name))
        .map((input) => `${file}: ${name}.${input.name}`)
    })
    expect(silent).toEqual([])
  })
})
