import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { render } from './render.js'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/generated')

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, content] of render()) writeFileSync(join(folder, name), content)
console.log(`Wrote packages/abi/src/generated.`)
