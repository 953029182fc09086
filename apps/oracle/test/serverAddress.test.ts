import { expect, test } from 'vitest'
import { serverAddress } from '../src/hospital/serverAddress.js'

const BASE = 'https://hospital.example/fhir'
const OWN = 'http://fhir.internal:8080/hapi'
const current = `${BASE}/Observation?patient=1`
const plain = serverAddress(BASE)
const named = serverAddress(BASE, OWN)

const refused = [
  'https://hospital.example/other',
  'https://hospital.example/fhirs/paging?page=2',
  'https://hospital.example/fhir/../paging?page=2',
  'https://hospital.example/fhir/%2e%2e/paging?page=2',
  'https://hospital.example/fhir/..%2fpaging?page=2',
  'https://hospital.example/fhir/..%5cpaging?page=2',
  'https://hospital.example/fhir/..\\..\\paging?page=2',
  'https://hospital.example/fhir//evil.example/x?page=2',
  'https://hospital.example/fhir/a/b/c/d/e?page=2',
  'https://hospital.example/fhir/Observation%00?page=2',
  'https://evil.example/paging?page=2',
  'https://hospital.example.evil.example/paging',
  'https://hospital.example@evil.example/paging',
  '//evil.example/paging',
  '\\\\evil.example\\paging',
  'file:///etc/Observation',
  'javascript:alert(1)//Observation',
  'data:application/json,{}',
  'http://',
  'http://[::1/Observation',
  `?page=${'2'.repeat(8_192)}`,
]
test.each(refused)('a next page at %s is none', (link) => {
  for (const server of [plain, named])
    expect(() => server.pageAt(link, current)).toThrow(
      expect.objectContaining({ code: 'HospitalAddressDiffers' }),
    )
})

const followed: [string, string][] = [
  ['?page=2', '/Observation?page=2'],
  ['/fhir?_getpages=a-b', '?_getpages=a-b'],
  ['Observation?page=2#there', '/Observation?page=2'],
  [`${BASE}/Observation/_search?page=2`, '/Observation/_search?page=2'],
  ['http://hospital.example/fhir/Observation?page=2', '/Observation?page=2'],
  ['https://user:password@hospital.example/fhir/Observation?page=2', '/Observation?page=2'],
  ['https://evil.example/Observation?page=2', '/Observation?page=2'],
  ['http://fhir.internal:8080/fhir?_getpages=a', '?_getpages=a'],
  ['http://169.254.169.254/latest/Observation?page=2', '/Observation?page=2'],
]
test.each(followed)('%s is followed below the configured base, whatever host it names', (link, expected) => {
  expect(plain.pageAt(link, current)).toBe(`${BASE}${expected}`)
  expect(named.pageAt(link, current)).toBe(`${BASE}${expected}`)
})

test("what is below the server's own base is followed once that is configured", () => {
  const link = `${OWN}?_getpages=1`
  expect(() => plain.pageAt(link, current)).toThrow()
  expect(named.pageAt(link, current)).toBe(`${BASE}?_getpages=1`)
  expect(named.pageAt(`${OWN}/$page?at=1`, current)).toBe(`${BASE}/$page?at=1`)
  expect(() => named.pageAt(`${OWN}s?_getpages=1`, current)).toThrow()
})

test('a base at the root of a host has all of that host below it, and nothing of another', () => {
  const server = serverAddress('https://hospital.example')
  expect(server.pageAt('/paging?page=2', 'https://hospital.example/Observation')).toBe(
    'https://hospital.example/paging?page=2',
  )
  expect(() => server.pageAt('https://evil.example/paging', 'https://hospital.example/Observation')).toThrow()
})

test("the server's own addresses become those the node knows; others, and all else, stay", () => {
  const answer = {
    fullUrl: `${OWN}/Observation/1`,
    note: `${OWN}/Observation/1`,
    resource: {
      specimen: { reference: `${OWN}/Specimen/1` },
      subject: { reference: `${OWN}s/Patient/1` },
      basedOn: [{ reference: `${BASE}/ServiceRequest/1` }, { reference: 'ServiceRequest/2' }],
    },
  }
  const before = structuredClone(answer)
  plain.adopt(answer)
  expect(answer).toEqual(before)
  named.adopt(answer)
  expect(answer).toEqual({
    ...before,
    fullUrl: `${BASE}/Observation/1`,
    resource: { ...before.resource, specimen: { reference: `${BASE}/Specimen/1` } },
  })
})
