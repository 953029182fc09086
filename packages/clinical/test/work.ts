import { readFhir } from '../src/index.js'

/**
 * How much a reading does, counted and not timed: every property of the input that is looked at, every step through
 * a list or set, every character of a string that is searched, trimmed or written. A whole test's clock may lie; a
 * count of the same input is the same everywhere.
 */
export function workOf(input: object): number {
  let steps = 0
  const seen = new WeakMap<object, object>()
  const watched = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known) return known
    const proxy = new Proxy(value, {
      get: (target, key, receiver) => {
        steps++
        return watched(Reflect.get(target, key, receiver))
      },
      getOwnPropertyDescriptor: (target, key) => {
        steps++
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    })
    seen.set(value, proxy)
    return proxy
  }
  const restore = [
    ...[new Set().values(), new Map().values(), [].values()].map((iterator) =>
      counting(Object.getPrototypeOf(iterator), 'next', () => 1),
    ),
    ...['map', 'filter', 'flatMap', 'some', 'every', 'find', 'reduce', 'includes', 'indexOf', 'push'].map(
      (name) => counting(Array.prototype, name, (self) => (name === 'push' ? 1 : (self as unknown[]).length)),
    ),
    counting(String.prototype, 'trim', (self) => (self as string).length),
    counting(RegExp.prototype, 'exec', (_, [source]) => String(source).length),
    counting(JSON, 'stringify', (_self, _parameters, written) => String(written).length),
  ]
  try {
    readFhir(watched(input))
  } finally {
    for (const undo of restore) undo()
  }
  return steps

  function counting(
    owner: object,
    name: string,
    weigh: (self: unknown, parameters: unknown[], result: unknown) => number,
  ): () => void {
    const original = Reflect.get(owner, name) as (...parameters: unknown[]) => unknown
    Reflect.set(owner, name, function (this: unknown, ...parameters: unknown[]) {
      const result = Reflect.apply(original, this, parameters)
      steps += weigh(this, parameters, result)
      return result
    })
    return () => Reflect.set(owner, name, original)
  }
}
