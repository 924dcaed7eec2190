/** The commands: `start`, `env`, `version`, `help`. */

import { Command, CommanderError, Option } from 'commander'
import { environmentText, shells } from './environment.js'
import { readSettings, type StartSettings, settings, suggestion, UsageError } from './settings.js'

/** What the commands need of the program around them. */
export interface Surroundings {
  readonly version: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly folder: string
  readonly home: string
  /** Runs the server until it is told to stop; answers the exit code. */
  readonly start: (settings: StartSettings) => Promise<number>
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
}

const usage = 2

/** Runs one command line; answers the exit code: 0 ok, 1 failed, 2 usage. */
export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  let code = 0
  const program = programOf(around, (result) => {
    code = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage
    if (!(error instanceof UsageError)) throw error
    around.complain(`crossgrant: ${error.message}`)
    return usage
  }
}

function programOf(around: Surroundings, done: (code: number) => void): Command {
  const program = new Command('crossgrant')
    .description('A self-hosted, wire-compatible Alibaba Cloud sharing control plane.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.print(text.trimEnd()),
      writeErr: (text) => around.complain(text.trimEnd()),
      outputError: (text) => around.complain(`crossgrant: ${oneLine(text)}`),
    })
    .version(around.version, '-v, --version')
    .showSuggestionAfterError(true)
    .addHelpText('beforeAll', examples)
  addStart(program, around, done)
  addEnvironment(program, around)
  program
    .command('version')
    .description('print the version')
    .action(() => around.print(around.version))
  return program
}

/** Commander spreads a complaint and its suggestion over two. */
function oneLine(complaint: string): string {
  return complaint
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ')
}

const examples = `Examples:
  crossgrant start                          serve on 127.0.0.1:8688, state in ./.crossgrant
  eval "$(crossgrant env --account network)"  point clients in this shell at it
`

function addStart(program: Command, around: Surroundings, done: (code: number) => void): void {
  const start = program.command('start').description('start the server').exitOverride()
  for (const { flag, value, about } of Object.values(settings)) start.addOption(new Option(`${flag} <${value}>`, about))
  start.action(async (flags: Record<string, string>) => {
    // Commander names --host-name hostName; the setting is a list.
    const { hostName, ...others } = flags
    const given = { ...others, ...(hostName === undefined ? {} : { hostNames: hostName }) }
    done(await around.start(await readSettings(given, around.environment, around.folder)))
  })
}

function addEnvironment(program: Command, around: Surroundings): void {
  program
    .command('env')
    .description('print the variables that point clients at the server')
    .option('--account <alias>', 'also print the keys of this account: network, prod, partner.admin ...')
    .option('--world <name>', 'the world that the keys belong to', 'default')
    .option('--url <url>', 'where the server is', 'http://127.0.0.1:8688')
    .addOption(new Option('--format <shell>', 'how to print them').choices(shells).default('sh'))
    .exitOverride()
    .action((options: { account?: string; world: string; url: string; format: string }) => {
      const shell = shells.find((each) => each === options.format)
      if (!shell) throw new UsageError(`unknown format ${options.format}${suggestion(options.format, shells)}`)
      around.print(environmentText({ ...options, home: around.home }, shell))
    })
}
