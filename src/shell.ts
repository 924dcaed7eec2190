/** The process around the commands: its arguments, environment, output and signals. */

import { homedir } from 'node:os'
import { run } from './cli/program.js'
import type { RunningServer, StartDeps } from './cli/start.js'
import { version } from './version.js'
import { templateNamed } from './world/templates.js'

export function main(args: readonly string[]): Promise<number> {
  // Whoever read the output may be gone (`| head`); the server goes on, its lines go nowhere.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
  return run(args, {
    version,
    environment: process.env,
    folder: process.cwd(),
    home: homedir(),
    print: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    async start(settings) {
      const { start } = await import('./cli/start.js')
      return start(settings, {
        version,
        open,
        elapsed: () => performance.now(),
        terminal: process.stdout.isTTY === true,
        write: (text) => void process.stdout.write(text),
        complain: (text) => void process.stderr.write(`${text}\n`),
        stopped: new Promise((resolve) => {
          for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
        }),
      })
    },
  })
}

const open: StartDeps['open'] = async (settings, tell): Promise<RunningServer> => {
  const { startServer } = await import('./server.js')
  const first = settings.seed === undefined ? {} : { first: { seed: settings.seed } }
  const { core, url, close } = await startServer({ ...settings, ...first, ...tell })
  const { worlds } = core
  try {
    if (settings.enforce) await worlds.setSettings('default', { enforce: settings.enforce })
    if (settings.latency) await worlds.setLatency('default', settings.latency)
    if (settings.seedFile) await worlds.seed('default', settings.seedFile.content)
    const { template } = await worlds.get('default')
    const accounts = (templateNamed(template)?.accounts ?? []).map(({ alias, uid }) => ({ alias, uid, key: `local-${alias}` }))
    return { url, resumed: core.resumed, accounts, close: () => close() }
  } catch (error) {
    // A start that failed must not leave a server behind.
    await close()
    throw error
  }
}
