/** The variables that point official clients at a server, for several shells. */

import { join } from 'node:path'
import { UsageError } from './settings.js'

export const shells = ['sh', 'fish', 'powershell', 'dotenv', 'json', 'github'] as const
export type Shell = (typeof shells)[number]

export interface EnvironmentOptions {
  readonly account?: string
  readonly world: string
  readonly url: string
  readonly home: string
}

/** Products that clients look up by `ALIBABA_CLOUD_ENDPOINT_<PRODUCT>` (facts, clients 3.1). */
const products = [
  'RESOURCESHARING',
  'EXPRESSCONNECTROUTER',
  'VPC',
  'CBN',
  'RAM',
  'RESOURCEMANAGER',
  'RESOURCEDIRECTORYMASTER',
  'ECS',
  'SERVICECATALOG',
  'VPCIPAM',
  'BSSOPENAPI',
  'LOCATION',
  'ACTIONTRAIL',
]

/**
 * Keys are given only with an account: keys beat profiles in the clients, so a key that nobody asked for would merge all
 * accounts into one. Never ALIBABA_CLOUD_CREDENTIALS_FILE: the provider reads it as JSON, SDKs as INI.
 */
function environmentOf({ account, world, url, home }: EnvironmentOptions): Readonly<Record<string, string>> {
  let endpoint: string
  try {
    endpoint = new URL(url).host
  } catch {
    throw new UsageError(`--url is not a URL: ${url}`)
  }
  const ca = (file: string) => join(home, '.crossgrant', file)
  return {
    ...(account === undefined
      ? {}
      : {
          ALIBABA_CLOUD_ACCESS_KEY_ID: `local-${account}${world === 'default' ? '' : `-${world}`}`,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-secret',
        }),
    ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
    ALIBABA_CLOUD_REGION: 'cn-hangzhou',
    ALIBABA_CLOUD_ENDPOINT: endpoint,
    ALIBABA_CLOUD_STS_ENDPOINT: endpoint,
    ...Object.fromEntries(products.map((product) => [`ALIBABA_CLOUD_ENDPOINT_${product}`, endpoint])),
    ALIBABA_CLOUD_ACCOUNT_TYPE: 'Domestic',
    ALICLOUD_SKIP_REGION_VALIDATION: 'true',
    NODE_EXTRA_CA_CERTS: ca('ca.pem'),
    SSL_CERT_FILE: ca('ca-bundle.pem'),
    REQUESTS_CA_BUNDLE: ca('ca-bundle.pem'),
  }
}

export function environmentText(options: EnvironmentOptions, shell: Shell): string {
  const variables = environmentOf(options)
  if (shell === 'json') return JSON.stringify(variables, null, 2)
  return Object.entries(variables)
    .map(([name, value]) => lines[shell](name, value))
    .join('\n')
}

const quoted = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`

const lines: Readonly<Record<Exclude<Shell, 'json'>, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}=${quoted(value)}`,
  fish: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  dotenv: (name, value) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  // For `crossgrant env --format github >> "$GITHUB_ENV"`.
  github: (name, value) => `${name}=${value}`,
}
