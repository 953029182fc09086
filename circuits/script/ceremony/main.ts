// SPDX-License-Identifier: GPL-3.0-or-later
// `npm run ceremony`: phase 2 of the setup, for coordinators, contributors and verifiers.
import { aceso } from '../Project.js'
import { runCeremony } from './runCeremony.js'

await runCeremony(aceso)
