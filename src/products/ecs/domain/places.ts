/** Zones, and what can be had there. Letters of zones: page on regions and zones. UNKNOWN: what is in stock; everything is. */

import { regions } from '../../resource-sharing/domain/regions.js'

export type Region = (typeof regions)[number]
export { regions }

/** The last letters of the zones of a region; a region that is not here has one, `a`. */
// biome-ignore format: a table reads best in rows
const zoneLetters: Readonly<Record<string, string>> = {
  'cn-qingdao': 'bc', 'cn-beijing': 'acdefghijkl', 'cn-zhangjiakou': 'abc', 'cn-huhehaote': 'ab', 'cn-wulanchabu': 'abc',
  'cn-hangzhou': 'befghijk', 'cn-shanghai': 'abefglmn', 'cn-shenzhen': 'acdef', 'cn-heyuan': 'ab', 'cn-guangzhou': 'ab',
  'cn-chengdu': 'ab', 'cn-hongkong': 'bcd', 'ap-northeast-1': 'abc', 'ap-northeast-2': 'ab', 'ap-southeast-1': 'abc',
  'ap-southeast-3': 'ab', 'ap-southeast-5': 'abc', 'us-east-1': 'ab', 'us-west-1': 'ab', 'eu-central-1': 'abc', 'eu-west-1': 'ab',
  'me-central-1': 'ab',
}

export const languages = ['zh-CN', 'en-US', 'ja'] as const
type Language = (typeof languages)[number] | undefined

/** Chinese unless asked otherwise. UNKNOWN: the Japanese names; English ones stand for them. */
export function regionName({ chinese, english }: Region, language: Language): string {
  return language === undefined || language === 'zh-CN' ? chinese : english
}

export interface Zone {
  readonly id: string
  readonly name: string
}

/** Zones are named after their region: `cn-hangzhou-b`, and `us-west-1a` where the region ends in a number. */
export function zonesOf(region: Region, language: Language): readonly Zone[] {
  const stem = /\d$/.test(region.id) ? region.id : `${region.id}-`
  return [...(zoneLetters[region.id] ?? 'a')].map((letter) => ({
    id: `${stem}${letter}`,
    name:
      language === undefined || language === 'zh-CN'
        ? `${region.chinese.replace(/（.*/, '')} 可用区 ${letter.toUpperCase()}`
        : `${region.english.replace(/.*\((.*)\)/, '$1')} Zone ${letter.toUpperCase()}`,
  }))
}

/** A little of what can be had in every zone; clients look for something to be there. */
export const stock = {
  instanceTypes: ['ecs.g6.large', 'ecs.g7.large', 'ecs.c6.large', 'ecs.c7.large', 'ecs.r6.large', 'ecs.r7.large'],
  instanceFamilies: ['ecs.g6', 'ecs.g7', 'ecs.c6', 'ecs.c7', 'ecs.r6', 'ecs.r7'],
  generations: ['ecs-6', 'ecs-7'],
  disks: ['cloud_efficiency', 'cloud_ssd', 'cloud_essd'],
  networks: ['vpc'],
  creatable: ['VSwitch', 'IoOptimized', 'Instance', 'DedicatedHost', 'Disk'],
  hosts: ['ddh.g6'],
  hostGenerations: ['ddh-6'],
} as const

/** What DescribeAvailableResource can be asked for, each with what there is of it. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  Zone: [],
  IoOptimized: ['optimized'],
  InstanceType: stock.instanceTypes,
  SystemDisk: stock.disks,
  DataDisk: stock.disks,
  Network: stock.networks,
  ddh: stock.hosts,
}
export const destinations: readonly string[] = Object.keys(kinds)

export interface StockFilter {
  readonly instanceType?: string | undefined
  readonly systemDisk?: string | undefined
  readonly dataDisk?: string | undefined
  readonly network?: string | undefined
  readonly ioOptimized?: string | undefined
}

/** What there is of a kind, as far as the filters leave it; `undefined` when a zone has nothing that meets them. */
export function available(destination: string, filter: StockFilter): readonly string[] | undefined {
  const met = (asked: string | undefined, of: readonly string[]) => asked === undefined || of.includes(asked)
  const fits =
    met(filter.instanceType, stock.instanceTypes) &&
    met(filter.systemDisk, stock.disks) &&
    met(filter.dataDisk, stock.disks) &&
    met(filter.network, stock.networks) &&
    met(filter.ioOptimized, ['optimized'])
  if (!fits) return undefined
  const named: Readonly<Record<string, string | undefined>> = {
    InstanceType: filter.instanceType,
    SystemDisk: filter.systemDisk,
    DataDisk: filter.dataDisk,
    Network: filter.network,
  }
  const only = named[destination]
  return (kinds[destination] ?? []).filter((value) => only === undefined || value === only)
}
