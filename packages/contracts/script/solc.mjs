#!/usr/bin/env node
// Stands in for the native compiler: Foundry calls it with --version or --standard-json, npm's solc does the work, on
// two cores where there is enough of it.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import solc from 'solc'
import { halves, joined } from './solcShare.mjs'

const argv = isMainThread ? process.argv.slice(2) : workerData.argv

function optionValues(name) {
  return argv.flatMap((argument, index) =>
    argument === name && argv[index + 1] !== undefined ? [argv[index + 1]] : [],
  )
}

function readImport(path) {
  for (const base of [...optionValues('--base-path'), ...optionValues('--include-path'), process.cwd()]) {
    try {
      return { contents: readFileSync(resolve(base, path), 'utf8') }
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  return { error: `File not found: ${path}` }
}

const compile = (input) => solc.compile(input, { import: readImport })

/** Half of it by another thread: WebAssembly has only one. */
async function compileShared(input) {
  const [mine, other] = halves(input)
  if (other === undefined) return compile(mine)
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { argv, input: other } })
  const theirs = new Promise((done, failed) => worker.once('message', done).once('error', failed))
  return joined(compile(mine), await theirs)
}

if (!isMainThread) parentPort.postMessage(compile(workerData.input))
else if (argv.includes('--version')) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`)
} else if (argv.includes('--standard-json')) {
  process.stdout.write(await compileShared(readFileSync(0, 'utf8')))
} else {
  process.stderr.write('usage: solc.mjs --version | --standard-json\n')
  process.exitCode = 1
}
