// SPDX-License-Identifier: GPL-3.0-or-later
import { createInterface } from 'node:readline/promises'
import type { Project } from '../Project.js'
import { stopWorkers } from '../stopWorkers.js'
import { ceremonyCommand } from './ceremonyCommand.js'

/** The command line of this process over a project: exit code 1 and a sentence where something is refused. */
export async function runCeremony(project: Project): Promise<void> {
  try {
    await ceremonyCommand(process.argv.slice(2), {
      project,
      print: console.log,
      ask,
      now: () => new Date(),
    })
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
  await stopWorkers()
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return ''
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}
