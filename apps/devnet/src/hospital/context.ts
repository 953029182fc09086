import type { AuthorizationCodes } from './authorizationCodes.js'
import type { BackendClient } from './clients.js'
import type { SigningKey } from './keys.js'
import type { HospitalRepository } from './repository.js'

/** The app in which patients sign in: a public client with PKCE. */
export const PATIENT_APP = 'aceso'

/** A patient's sign-in at the portal. */
export type Account = { username: string; password: string; patient: string; name: string }

/** What the hospital's routes share. `issuer` has no slash at its end. */
export type HospitalContext = {
  issuer: string
  fhirUrl: string
  signingKey: SigningKey
  repository: HospitalRepository
  clients: () => readonly BackendClient[]
  accounts: readonly Account[]
  redirectUris: readonly string[]
  codes: AuthorizationCodes
}
