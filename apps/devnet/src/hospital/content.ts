import type { WithId } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import type { Account } from './context.js'
import { readRecords, splitRecords } from './records.js'
import { sandboxPatients } from './sandbox/patients.js'

/** What the hospital holds before anything is written to it, and who can sign in. */
export type HospitalContent = { resources: WithId<Resource>[]; accounts: Account[] }

/** Keeps a patient's records from a date on out of the hospital, to be recorded later. */
export type HoldBack = { patient: string; from: Date }

/** The password of every patient of the sandbox; the sign-in page shows it. */
export const SANDBOX_PASSWORD = 'sandbox'

export function sandboxContent(): HospitalContent {
  return {
    resources: sandboxPatients.flatMap(({ resources }) => resources),
    accounts: sandboxPatients.map(({ patient, username, name }) => ({
      patient,
      username,
      name,
      password: SANDBOX_PASSWORD,
    })),
  }
}

/** Content from a folder of records; what a file lacks is told to `onProblem`. */
export function recordsContent(
  directory: string,
  holdBack: readonly HoldBack[] = [],
  onProblem: (problem: { file: string; reason: string }) => void = () => {},
): HospitalContent {
  const { patients, shared, problems } = readRecords(directory)
  problems.forEach(onProblem)
  if (patients.length === 0) throw new Error(`There is no patient in ${directory}.`)
  const taken = new Set<string>()
  return {
    resources: [
      ...shared,
      ...patients.flatMap(({ patient, resources }) => {
        const from = holdBack.find((held) => held.patient === patient)?.from
        return from ? splitRecords(resources, from).before : resources
      }),
    ],
    accounts: patients.map(({ patient, name }) => ({
      patient,
      name,
      username: usernameOf(name, taken),
      password: SANDBOX_PASSWORD,
    })),
  }
}

/** `Bernardo699 Ordóñez` becomes `bernardo.ordonez`; a number keeps namesakes apart. */
function usernameOf(name: string, taken: Set<string>): string {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .split(' ')
    .filter(Boolean)
  const base = words.join('.') || 'patient'
  let username = base
  for (let count = 2; taken.has(username); count++) username = `${base}.${count}`
  taken.add(username)
  return username
}
