import { AcesoError } from '@aceso/core'

/**
 * Base of the prover's errors. `facts` are the arguments it was made from, since only they can leave a worker: a
 * class doesn't survive the way. Nothing private may be among them.
 */
export abstract class ProverError extends AcesoError {
  readonly facts: readonly string[]
  constructor(name: string, shortMessage: string, facts: readonly string[] = []) {
    super(shortMessage, { name })
    this.facts = facts
  }
}

export class ArtifactMissingError extends ProverError {
  constructor(path: string) {
    super('ArtifactMissingError', `The circuit file ${path} is missing. Run \`npm run build\`.`, [path])
  }
}

export class ArtifactMismatchError extends ProverError {
  constructor(file: string) {
    super(
      'ArtifactMismatchError',
      `The circuit file ${file} is not the one that was published: its hash differs. It is not used.`,
      [file],
    )
  }
}

export class ArtifactDownloadError extends ProverError {
  /** `reason` is a sentence that says what to do. */
  constructor(url: string, reason: string) {
    super('ArtifactDownloadError', `The circuit file ${url} could not be fetched. ${reason}`, [url, reason])
  }
}

/** The circuit refuses the witness. What it refused stays unsaid: a message must hold nothing private. */
export class WitnessError extends ProverError {
  constructor(circuit: string) {
    super(
      'WitnessError',
      `The inputs don't satisfy the circuit "${circuit}", so there is nothing to prove.`,
      [circuit],
    )
  }
}

export class ProvingCancelledError extends ProverError {
  constructor() {
    super('ProvingCancelledError', 'Proving was cancelled.')
  }
}

/** A proof was made and doesn't hold: of a faulty machine, or of an external prover that isn't one for this circuit. */
export class ProofInvalidError extends ProverError {
  constructor(circuit: string) {
    super(
      'ProofInvalidError',
      `The proof that was made of the circuit "${circuit}" doesn't verify and isn't returned. Try again, or with another prover.`,
      [circuit],
    )
  }
}

/** What failed is told by the kind of error alone, since messages of the tools below may quote their input. */
export class ProvingFailedError extends ProverError {
  constructor(circuit: string, kind: string) {
    super(
      'ProvingFailedError',
      `Proving the circuit "${circuit}" failed (${kind}). Free memory and try again.`,
      [circuit, kind],
    )
  }
}

export class NativeProverMissingError extends ProverError {
  constructor(executable?: string) {
    super(
      'NativeProverMissingError',
      executable
        ? `The native prover ${executable} can't be run. Install it there and make it executable, or prove without one.`
        : 'No native prover is named. Give `native.executable`, or set ACESO_NATIVE_PROVER to its path.',
      executable ? [executable] : [],
    )
  }
}

export class NativeProverError extends ProverError {
  constructor(executable: string, reason: string) {
    super(
      'NativeProverError',
      `The native prover ${executable} made no proof: ${reason}. Check it, or prove without one.`,
      [executable, reason],
    )
  }
}

/** The worker can't be started, can't load what it needs, or died. */
export class ProverWorkerError extends ProverError {
  constructor() {
    super(
      'ProverWorkerError',
      "The prover's worker stopped. Its files must be reachable and allowed by the content security policy, with worker-src 'self', connect-src 'self' and script-src 'self' 'wasm-unsafe-eval'.",
    )
  }
}
