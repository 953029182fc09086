// SPDX-License-Identifier: GPL-3.0-or-later
// How many constraints each template has, alone and in each circuit: writes docs/constraints.md.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { readR1cs } from './binary.js'
import { compilerPath } from './compile.js'
import { readCircuits, sourceFiles } from './manifest.js'
import { buildFolder, built, root, sourceFolder } from './paths.js'

/** The parameters in use, of templates that have some. */
const parameters: Record<string, string> = {
  ActiveFlags: '64',
  AssertLessEqual: '40',
  AtMostConstant: '254, -1',
  AttestedResult: '4',
  BoundSignals: '9',
  Cancel: '8',
  Claim: '8, 4',
  Eligibility: '4',
  Fingerprint: '64',
  HeldPolicy: '8',
  Insertion: '8, 2',
  KeyMul: '128',
  MerklePath: '8',
  Quorum: '4',
  RangeCheck: '40',
  ReplaceSubtree: '6',
  SubtreeRoot: '2',
}

const templates = readdirSync(sourceFolder)
  .map((file) => basename(file, '.circom'))
  .filter((name) =>
    new RegExp(`template ${name}\\(`).test(readFileSync(join(sourceFolder, `${name}.circom`), 'utf8')),
  )
const circuits = readCircuits()
const folder = buildFolder('constraints')
mkdirSync(folder, { recursive: true })
const rows = templates.map((template) => {
  const users = circuits.filter((circuit) => sourceFiles(circuit.template).has(`${template}.circom`))
  const call = `${template}(${parameters[template] ?? ''})`
  return `| \`${call}\` | ${grouped(constraintsAlone(template, call))} | ${users.map(({ name }) => name).join(', ')} |`
})
rmSync(folder, { recursive: true })

const totals = circuits.map(({ name, publicSignals }) => {
  const { constraints } = readR1cs(readFileSync(built(name, 'r1cs')))
  const size = constraints.length + publicSignals.length + 1
  return `| ${name} | ${grouped(constraints.length)} | 2^${Math.ceil(Math.log2(size))} |`
})

writeFileSync(
  join(root, 'docs/constraints.md'),
  `# Constraints

Written by \`npm run constraints -w @aceso/circuits\`.

| Circuit | Constraints | Domain |
|---|--:|---|
${totals.join('\n')}

The domain has room for the constraints, the public signals and one more.

## Templates

Each compiled alone, with the parameters in use and the compiler's \`--O2\`. In a circuit a template can cost a little less,
where its inputs are constants.

| Template | Constraints | In |
|---|--:|---|
${rows.join('\n')}
`,
)

function constraintsAlone(template: string, call: string): number {
  const source = join(folder, `${template}.circom`)
  const include = relative(folder, join(sourceFolder, `${template}.circom`))
  writeFileSync(source, `pragma circom 2.2.2;\ninclude "${include}";\ncomponent main = ${call};\n`)
  const at = relative(root, folder)
  const args = [
    compilerPath,
    join(at, `${template}.circom`),
    '--O2',
    '--r1cs',
    '-l',
    'node_modules',
    '-o',
    at,
  ]
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
  return readR1cs(readFileSync(join(folder, `${template}.r1cs`))).constraints.length
}

function grouped(value: number): string {
  return value.toLocaleString('en')
}
