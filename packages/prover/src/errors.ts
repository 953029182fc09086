import { AcesoError } from '@aceso/core'

export class ArtifactMissingError extends AcesoError {
  constructor(path: string) {
    super(`The circuit file ${path} is missing. Run \`npm run build\`.`, { name: 'ArtifactMissingError' })
  }
}

export class ArtifactMismatchError extends AcesoError {
  constructor(file: string) {
    super(`The circuit file ${file} is not the one that was published: its hash differs. It is not used.`, {
      name: 'ArtifactMismatchError',
    })
  }
}

/** The circuit refuses the witness. What it refused stays unsaid: a message must hold nothing private. */
export class WitnessError extends AcesoError {
  constructor(circuit: string) {
    super(`The inputs don't satisfy the circuit "${circuit}", so there is nothing to prove.`, {
      name: 'WitnessError',
    })
  }
}
