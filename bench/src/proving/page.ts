import { claimAims } from './aims.js'
import type { Measurement } from './measure.js'
import { figures, ratios } from './tables.js'

export type Run = {
  machine: string
  rounds: number
  measurements: readonly Measurement[]
  /** The circuit to which all are compared. */
  reference: string
}

/** `docs/benchmarks.md`, whole. */
export function benchmarksPage(run: Run): string {
  return `# Benchmarks

\`npm run bench -- --proving --write\` measures and writes this page; the figures are those of the machine it names and
mean something only beside each other.

${provingSection(run)}`
}

export function provingSection({ machine, rounds, measurements, reference }: Run): string {
  const named = (name: string) => measurements.find((measurement) => measurement.name === name)!
  return `## Proving, beside Semaphore

${machine}

${figures(measurements)}

As multiples of ${reference}:

${ratios(measurements, named(reference))}

What a claim should cost:

${claimAims(named('claim'), named(reference))}

**How it is measured.** All are proven with the same snarkjs in the same process, one after the other in each of
${rounds} rounds after one to warm up. Times are medians of the rounds, with the fastest and the slowest proof in brackets: if
these are far apart, the machine was busy. *Witness* is \`wtns.calculate\`, *proof* is \`groth16.prove\` from the witness,
*verify* is \`groth16.verify\`, ten times in a row; files are read before. *Peak memory* is the resident memory of a
fresh process that makes one proof, Node's own included. *Verify gas* is what a transaction to \`verifyProof\` uses
beyond its 21,000 and its calldata, with every verifier compiled as our contracts are; *gas, bound* is the same for a
caller that also hashes the stated values and binds them to the public signals, as our desks do (\`BoundSignals\`), the
call of the verifier included. Constraints are counted in the proving keys.

**What is compared.** Ours are those of \`circuits/circuits.json\` (insertion with a full batch), with the keys of
\`npm run build\`. Semaphore's are its own: proving keys of its ceremony, its verifier, from npm; \`bench/peers\` has the
versions. Its witness uses every level of the tree. A Semaphore proof says less than a claim: one membership and a
nullifier, against a membership, four signatures of a committee and the terms of a policy.
`
}
