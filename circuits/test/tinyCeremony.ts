// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of `npm run ceremony` over a tiny project, whose folder comes before the command.
import { runCeremony } from '../script/ceremony/runCeremony.js'
import { tinyProject } from './tinyProject.js'

const [folder] = process.argv.splice(2, 1)
await runCeremony(tinyProject(folder!))
