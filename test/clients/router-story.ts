/** What joins a router, as a program of each language tells it: the steps are named in the programs. */

import { beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import { outputOf, type Program } from './languages.js'

/** What a step was told. */
export interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers as the packages model them
  readonly answer?: any
  readonly code?: string
  readonly message?: string
  readonly requestId?: string
  readonly recommend?: string
  readonly denied?: Readonly<Record<string, unknown>>
}
export type Saw = Readonly<Record<string, Told>>

export type Start = (authority: Awaited<ReturnType<TestServer['authority']>>) => Program | Promise<Program>

/** A program that tells of the router alone; once for each scheme. */
export function routesThrough(program: Start): void {
  describe.each(['http', 'https'])('over %s', (scheme) => {
    let saw: Saw
    beforeAll(async () => {
      const server = await testServer()
      try {
        const { env, ...rest } = await program(await server.authority())
        const started = { ...rest, env: { ...env, OWNER: uids.network, OUTSIDE: uids.partner } }
        saw = JSON.parse(await outputOf(started, server, scheme.toUpperCase())) as Saw
      } finally {
        await server.close()
      }
    })
    const answer = (step: string) => {
      expect(saw[step], step).toMatchObject({ status: 200 })
      return saw[step]?.answer
    }
    const refusal = (step: string) => saw[step] as Told
    listsGrants({ answer, refusal })
    joinsRouter({ answer, refusal })
  })
}

interface Read {
  // biome-ignore lint/suspicious/noExplicitAny: answers as the packages model them
  readonly answer: (step: string) => any
  readonly refusal: (step: string) => Told
}

export function listsGrants({ answer, refusal }: Read): void {
  test('a VPC that another account grants to a router is listed there, with accounts as numbers', () => {
    expect(refusal('no such router')).toMatchObject({ status: 404, code: 'ResourceNotFound.EcrId' })
    const { EcrId, Success } = answer('router')
    expect(Success).toBe(true)
    expect(answer('grant')).toMatchObject({ Success: true })
    const { EcrGrantedInstanceList, TotalCount } = answer('granted')
    expect(TotalCount).toBe(1)
    expect(EcrGrantedInstanceList).toMatchObject([{ EcrId, NodeType: 'VPC', NodeRegionId: 'cn-hangzhou', Status: 'ACTIVE' }])
    expect(String(EcrGrantedInstanceList[0].EcrOwnerAliUid)).toBe(uids.network)
    expect(String(EcrGrantedInstanceList[0].NodeOwnerUid)).toBe(uids.partner)
  })
}

export function joinsRouter({ answer, refusal }: Read): void {
  test('the VPC, a VBR and a transit router join the router, change, and leave it before it is deleted', () => {
    const one = (step: string) => answer(step).AssociationList[0]
    const prefixes = (step: string) => ({ status: one(step).Status, prefixes: one(step).AllowedPrefixes })
    expect(prefixes('associations')).toEqual({ status: 'ACTIVE', prefixes: ['10.9.2.0/24', '10.9.1.0/24'] })
    expect(prefixes('associations, changed')).toEqual({ status: 'ACTIVE', prefixes: ['10.9.4.0/24', '10.9.3.0/24'] })
    expect(String(one('associations').VpcOwnerId)).toBe(uids.partner)
    const child = { ChildInstanceId: answer('VBR').VbrId, ChildInstanceType: 'VBR', Status: 'ACTIVE' }
    expect(answer('child instances')).toMatchObject({ TotalCount: 1, ChildInstanceList: [child] })
    const { TransitRouterId } = answer('transit router')
    expect(one('transit router associations')).toMatchObject({ TransitRouterId, Status: 'INACTIVE' })
    expect(one('transit router associations, attached')).toMatchObject({ TransitRouterId, Status: 'ACTIVE' })
    expect(answer('routes').RouteEntriesList).toMatchObject([
      { DestinationCidrBlock: '10.9.1.0/24', NexthopInstanceId: one('associations').VpcId },
    ])

    // Taking back the grant of what is attached leaves it attached.
    expect(answer('granted afterwards').EcrGrantedInstanceList).toMatchObject([{ NodeType: 'VBR' }])
    expect(refusal('VPC, not granted')).toMatchObject({ status: 400, code: 'OperationDenied.NotGrantedByNodeOwner' })
    expect(answer('child instances afterwards').TotalCount).toBe(0)
    expect(answer('router deleted').Success).toBe(true)
    expect(refusal('router gone')).toMatchObject({ status: 404, code: 'ResourceNotFound.EcrId' })
  })
}
