import { describeError } from './commandLine.js'
import { deployCommand } from './deployCommand.js'

deployCommand(process.argv.slice(2), process.env, console.log).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    for (const line of describeError(error)) console.error(line)
    process.exitCode = 1
  },
)
