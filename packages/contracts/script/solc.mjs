#!/usr/bin/env node
// Stands in for the native compiler: Foundry calls it with --version or --standard-json, npm's solc does the work.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import solc from 'solc'

const argv = process.argv.slice(2)

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

if (argv.includes('--version')) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`)
} else if (argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: readImport }))
} else {
  process.stderr.write('usage: solc.mjs --version | --standard-json\n')
  process.exitCode = 1
}
