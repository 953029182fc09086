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

export class ArtifactDownloadError extends AcesoError {
  constructor(url: string, reason: string) {
    super(`The circuit file ${url} could not be fetched: ${reason}`, { name: 'ArtifactDownloadError' })
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

export class ProvingCancelledError extends AcesoError {
  constructor() {
    super('Proving was cancelled.', { name: 'ProvingCancelledError' })
  }
}

/** A proof was made and doesn't hold: of a faulty machine, or of an external prover that isn't one for this circuit. */
export class ProofInvalidError extends AcesoError {
  constructor(circuit: string) {
    super(
      `A proof of the circuit "${circuit}" was made that doesn't verify. It is not returned. Try again, or on another machine or prover.`,
      { name: 'ProofInvalidError' },
    )
  }
}

/** What failed is told by the kind of error alone, since messages of the tools below may quote their input. */
export class ProvingFailedError extends AcesoError {
  constructor(circuit: string, kind: string) {
    super(
      `Proving the circuit "${circuit}" failed (${kind}). Free memory and try again; a proof needs some 500 MB.`,
      { name: 'ProvingFailedError' },
    )
  }
}

export class NativeProverMissingError extends AcesoError {
  constructor(executable: string | undefined) {
    super(
      executable
        ? `The native prover ${executable} can't be run. Install rapidsnark there and make it executable, or prove without \`native\`.`
        : 'No native prover is named. Give `native.executable`, or set ACESO_NATIVE_PROVER to the path of rapidsnark.',
      { name: 'NativeProverMissingError' },
    )
  }
}

export class NativeProverError extends AcesoError {
  constructor(executable: string, reason: string) {
    super(
      `The native prover ${executable} made no proof: ${reason}. Check it, or prove without \`native\`.`,
      {
        name: 'NativeProverError',
      },
    )
  }
}

/** The worker can't be started, or died. */
export class ProverWorkerError extends AcesoError {
  constructor() {
    super(
      "The prover's worker stopped. Its script must be reachable, and a content security policy must allow it: worker-src 'self' blob:; script-src 'wasm-unsafe-eval'.",
      { name: 'ProverWorkerError' },
    )
  }
}
