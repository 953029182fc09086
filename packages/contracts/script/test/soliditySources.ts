import { readdirSync, readFileSync } from 'node:fs'

export type Source = { path: string; text: string }

export type Declaration = {
  file: string
  kind: 'function' | 'event' | 'error' | 'struct'
  name: string
  /** Its NatSpec. */
  doc: string
  /** Parameters or fields. */
  inputs: { type: string; name: string }[]
  /** Number of values that a function returns. */
  outputs: number
  isView: boolean
}

/** Solidity files under a folder of this package, without the generated ones. */
export function sourcesIn(folder: string): Source[] {
  const root = new URL(`../../${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol') && !path.startsWith('verifiers'))
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }))
}

/** What an interface declares, in the layout that `forge fmt` gives it. */
export function declarationsOf({ path, text }: Source): Declaration[] {
  const declarations = text.matchAll(
    /(?<doc>(?: {4}\/\/\/.*\n)*) {4}(?<kind>function|event|error|struct) (?<name>\w+)(?<rest> \{[^}]*\}|[^;{]*;)/g,
  )
  return [...declarations].map(({ groups = {} }) => {
    const { doc = '', kind, name = '', rest = '' } = groups
    const [inputs = [], outputs = []] = kind === 'struct' ? [fields(rest)] : lists(rest)
    const isView = / (view|pure)\b/.test(rest)
    return {
      file: path,
      kind: kind as Declaration['kind'],
      name,
      doc,
      inputs,
      outputs: outputs.length,
      isView,
    }
  })
}

function fields(body: string): Declaration['inputs'] {
  return named(body.replaceAll(/[{}]/g, '').split(';'))
}

/** The lists in parentheses: parameters, then what is returned. */
function lists(signature: string): Declaration['inputs'][] {
  return [...signature.matchAll(/\(([^)]*)\)/g)].map(([, list = '']) => named(list.split(',')))
}

function named(entries: string[]): Declaration['inputs'] {
  return entries
    .map((entry) => entry.trim().split(/\s+/))
    .filter(([type]) => type)
    .map((words) => ({ type: words[0] as string, name: words.at(-1) as string }))
}
