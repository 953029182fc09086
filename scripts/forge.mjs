// Forge with its exit code: the wrapper in @foundry-rs/forge ends with 0 whatever forge says.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const cpu = process.arch === 'x64' ? 'amd64' : process.arch
const folder = dirname(require.resolve(`@foundry-rs/forge-${process.platform}-${cpu}/package.json`))
const binary = join(folder, 'bin', process.platform === 'win32' ? 'forge.exe' : 'forge')
const { status, error } = spawnSync(binary, process.argv.slice(2), { stdio: 'inherit' })
if (error) throw error
process.exitCode = status ?? 1
