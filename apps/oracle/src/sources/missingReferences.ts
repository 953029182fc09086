import { z } from 'zod'

const reference = z.object({ reference: z.string() })
const observationSchema = z.object({
  resourceType: z.literal('Observation'),
  specimen: reference.optional().catch(undefined),
  basedOn: z.array(reference).optional().catch(undefined),
})
const namedSchema = z.object({ resourceType: z.string(), id: z.string() })

const path = /^(Specimen|ServiceRequest)\/[A-Za-z0-9.-]{1,64}$/

/**
 * `Type/id` of the specimens and orders that observations refer to and that didn't come along: not every server
 * follows `_include`, and without them it can't be told which results are of one specimen.
 */
export function missingReferences(resources: readonly unknown[], fhirUrl: string): string[] {
  const present = new Set<string>()
  const wanted = new Set<string>()
  for (const resource of resources) {
    const named = namedSchema.safeParse(resource)
    if (named.success) present.add(`${named.data.resourceType}/${named.data.id}`)
    const observation = observationSchema.safeParse(resource)
    if (!observation.success) continue
    const { specimen, basedOn = [] } = observation.data
    for (const { reference: text } of specimen ? [specimen, ...basedOn] : basedOn) {
      const relative = text.startsWith(`${fhirUrl}/`) ? text.slice(fhirUrl.length + 1) : text
      if (path.test(relative)) wanted.add(relative)
    }
  }
  return [...wanted].filter((name) => !present.has(name))
}
