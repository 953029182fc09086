import { checkCommand } from './checkCommand.js'
import { describeError } from './commandLine.js'

checkCommand(process.argv.slice(2), process.env, console.log).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    for (const line of describeError(error)) console.error(line)
    process.exitCode = 1
  },
)
