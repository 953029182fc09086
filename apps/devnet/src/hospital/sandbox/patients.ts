import { type SandboxPatient, sandboxPatient } from './build.js'
import { laboratoryTests as tests } from './tests.js'

/** The built-in patients. None of them is or resembles a person: every family name says what they are. */
export const sandboxPatients: readonly SandboxPatient[] = [
  // Screened for years, rising towards the threshold of diabetes (6.5 %).
  sandboxPatient({
    id: 'amara',
    given: 'Amara',
    family: 'Sandbox',
    gender: 'female',
    birthDate: '1978-03-14',
    results: [
      { test: tests.hba1c, at: '2021-02-09T08:20:00Z', value: 5.6 },
      { test: tests.hba1c, at: '2022-02-15T08:05:00Z', value: 5.8 },
      { test: tests.fastingGlucose, at: '2022-02-15T08:05:00Z', value: 104 },
      { test: tests.hba1c, at: '2023-03-01T07:50:00Z', value: 6.0 },
      { test: tests.hba1c, at: '2024-03-05T08:12:00Z', value: 6.2 },
      { test: tests.fastingGlucose, at: '2024-03-05T08:12:00Z', value: 118 },
    ],
  }),
  // Reported the European way: IFCC and molar units.
  sandboxPatient({
    id: 'bruno',
    given: 'Bruno',
    family: 'Beispiel',
    gender: 'male',
    birthDate: '1965-11-02',
    results: [
      { test: tests.hba1cIfcc, at: '2022-06-20T06:45:00Z', value: 40 },
      { test: tests.hba1cIfcc, at: '2023-06-19T06:55:00Z', value: 44 },
      { test: tests.fastingGlucoseMolar, at: '2023-06-19T06:55:00Z', value: 6.4 },
      { test: tests.hba1cIfcc, at: '2024-06-17T06:40:00Z', value: 48 },
    ],
  }),
  sandboxPatient({
    id: 'chidi',
    given: 'Chidi',
    family: 'Placeholder',
    gender: 'male',
    birthDate: '1990-07-23',
    results: [
      { test: tests.malariaSmear, at: '2022-09-11T13:30:00Z', value: 'not-detected' },
      { test: tests.malariaSmear, at: '2024-05-04T16:10:00Z', value: 'detected' },
      { test: tests.malariaSmear, at: '2024-05-18T10:00:00Z', value: 'not-detected' },
    ],
  }),
  sandboxPatient({
    id: 'dalia',
    given: 'Dalia',
    family: 'Fixture',
    gender: 'female',
    birthDate: '2001-01-30',
    results: [
      { test: tests.dengueNs1, at: '2023-08-14T11:25:00Z', value: 'not-detected' },
      { test: tests.dengueNs1, at: '2024-08-27T09:40:00Z', value: 'detected' },
      { test: tests.sarsCov2Antigen, at: '2024-08-27T09:45:00Z', value: 'not-detected' },
    ],
  }),
  sandboxPatient({
    id: 'eloise',
    given: 'Eloise',
    family: 'Exemple',
    gender: 'female',
    birthDate: '1955-05-19',
    results: [
      { test: tests.sarsCov2Naat, at: '2022-01-12T14:00:00Z', value: 'not-detected' },
      { test: tests.sarsCov2Antigen, at: '2024-01-08T09:15:00Z', value: 'detected' },
      { test: tests.sarsCov2Naat, at: '2024-01-08T09:20:00Z', value: 'detected' },
    ],
  }),
  // Results no oracle may attest: one not confirmed yet, one withdrawn.
  sandboxPatient({
    id: 'farid',
    given: 'Farid',
    family: 'Testcase',
    gender: 'other',
    birthDate: '1983-12-06',
    results: [
      { test: tests.hba1c, at: '2023-10-02T09:00:00Z', value: 5.4 },
      { test: tests.sarsCov2Naat, at: '2024-02-20T12:00:00Z', value: 'detected', status: 'preliminary' },
      { test: tests.hba1c, at: '2024-04-11T09:05:00Z', value: 9.1, status: 'entered-in-error' },
      { test: tests.hba1c, at: '2024-04-12T09:00:00Z', value: 5.5, status: 'corrected' },
    ],
  }),
  // Healthy, and examined once.
  sandboxPatient({
    id: 'gita',
    given: 'Gita',
    family: 'Muster',
    gender: 'female',
    birthDate: '1994-09-08',
    results: [{ test: tests.hba1c, at: '2024-02-06T08:30:00Z', value: 5.1 }],
  }),
]
