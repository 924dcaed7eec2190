/** What a new world starts with. Data only: each product plants its own part. */

export interface TemplateAccount {
  readonly alias: string
  readonly uid: string
  /** The company that the account is verified for. */
  readonly legalEntity: string
  /** `domestic` (China site) or `international`. */
  readonly site: 'domestic' | 'international'
  /** Business id of the site. */
  readonly bid: string
}
export interface TemplateDirectory {
  readonly management: string
  /** Folders by name, each below Root. */
  readonly folders: readonly string[]
  /** Members by alias, with the folder that each is in. */
  readonly members: readonly { readonly alias: string; readonly folder: string }[]
}
export interface Template {
  readonly name: string
  readonly about: string
  readonly accounts: readonly TemplateAccount[]
  readonly directory?: TemplateDirectory
}

/** Business ids: 26842 is the value in the published ECR examples; the other one is ours. */
const domestic = { site: 'domestic', bid: '26842' } as const
const international = { site: 'international', bid: '26888' } as const

/** What an account of a site has. */
export function siteNamed(site: TemplateAccount['site']): Pick<TemplateAccount, 'site' | 'bid'> {
  return site === 'domestic' ? domestic : international
}

const landingZone: Template = {
  name: 'landing-zone',
  about: 'A resource directory of four accounts, a partner outside of it, an account of the international site.',
  accounts: [
    { alias: 'management', uid: '1000000000000001', legalEntity: 'Example Group', ...domestic },
    { alias: 'network', uid: '1000000000000002', legalEntity: 'Example Group', ...domestic },
    { alias: 'prod', uid: '1000000000000003', legalEntity: 'Example Group', ...domestic },
    { alias: 'dev', uid: '1000000000000004', legalEntity: 'Example Group', ...domestic },
    { alias: 'partner', uid: '2000000000000001', legalEntity: 'Partner Works', ...domestic },
    { alias: 'intl', uid: '3000000000000001', legalEntity: 'Example International', ...international },
  ],
  directory: {
    management: 'management',
    folders: ['Core', 'Workloads'],
    members: [
      { alias: 'network', folder: 'Core' },
      { alias: 'prod', folder: 'Workloads' },
      { alias: 'dev', folder: 'Workloads' },
    ],
  },
}

const twoAccounts: Template = {
  name: 'two-accounts',
  about: 'Two accounts that have nothing to do with each other.',
  accounts: [
    { alias: 'owner', uid: '1000000000000001', legalEntity: 'Example Group', ...domestic },
    { alias: 'partner', uid: '2000000000000001', legalEntity: 'Partner Works', ...domestic },
  ],
}

const empty: Template = { name: 'empty', about: 'No account at all.', accounts: [] }

export const templates: readonly Template[] = [landingZone, twoAccounts, empty]

export function templateNamed(name: string): Template | undefined {
  return templates.find((template) => template.name === name)
}
