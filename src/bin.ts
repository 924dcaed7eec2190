#!/usr/bin/env node
/** The command line. Only what the oldest Node can read stands before the check of its version. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`crossgrant: needs Node 20.19 or newer, this is ${process.versions.node}.`)
  process.exit(1)
}

const { main } = await import('./shell.js')
process.exitCode = await main(process.argv.slice(2))
