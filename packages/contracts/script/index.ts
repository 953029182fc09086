export { artifactOf } from './artifact.js'
export * from './deploy.js'
