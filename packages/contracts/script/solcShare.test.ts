import solc from 'solc'
import { describe, expect, test } from 'vitest'
import { halves, joined } from './solcShare.mjs'

type Output = {
  errors?: { formattedMessage: string }[]
  contracts: Record<string, object>
  sources: Record<string, { id: number; ast?: object }>
}

/** Files of which each creates the next one's contract. */
function inputOf(count: number, body = '') {
  const files = Array.from({ length: count }, (_, i) => i)
  const content = (i: number) => {
    const [line, made] =
      i + 1 < count ? [`import {C${i + 1}} from "${i + 1}.sol";`, `new C${i + 1}();`] : ['', '']
    const comment = `// ${'x'.repeat(i * 10)}`
    return `// SPDX-License-Identifier: MIT\npragma solidity 0.8.30;\n${line}\n${comment}\ncontract C${i} { function f() external { ${made} ${body} } }\n`
  }
  const outputs = { '*': ['abi', 'metadata', 'evm.bytecode.object', 'evm.bytecode.sourceMap'], '': ['ast'] }
  return JSON.stringify({
    language: 'Solidity',
    sources: Object.fromEntries(files.map((i) => [`${i}.sol`, { content: content(i) }])),
    settings: { outputSelection: Object.fromEntries(files.map((i) => [`${i}.sol`, outputs])) },
  })
}

const selected = (input: string) => Object.keys(JSON.parse(input).settings.outputSelection)
const compile = (input: string) => JSON.parse(solc.compile(input)) as Output
const shared = (input: string) => {
  const [one = '', other = ''] = halves(input)
  return JSON.parse(joined(solc.compile(one), solc.compile(other))) as Output
}

describe('a compilation in halves', () => {
  test('is what it is in one go', () => {
    const input = inputOf(20)
    expect(shared(input)).toEqual(compile(input))
  })

  test('has each warning once, and says what does not compile', () => {
    const input = inputOf(20, 'uint256 unused;')
    const { errors = [] } = compile(input)
    expect(errors.length).toBeGreaterThanOrEqual(20)
    expect(shared(input).errors).toEqual(errors)
    const wrong = inputOf(20, 'nothing;')
    expect(shared(wrong).errors).toEqual(compile(wrong).errors)
  })

  test('has each file in one half, whatever its size', () => {
    const [one = '', other = ''] = halves(inputOf(21))
    expect(selected(one).filter((file) => selected(other).includes(file))).toEqual([])
    expect(selected(one).length + selected(other).length).toBe(21)
    expect(Math.abs(selected(one).length - selected(other).length)).toBeLessThanOrEqual(1)
  })
})

test.each([
  ['few files', inputOf(15)],
  ['no file by its name', JSON.stringify({ sources: {}, settings: { outputSelection: { '*': {} } } })],
  ['no settings', '{}'],
])('%s are left whole', (_, input) => {
  expect(halves(input)).toEqual([input])
})
