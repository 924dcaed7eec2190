/**
 * Where we answer otherwise than the facts say, knowingly. An entry that nothing needs any more fails a whole run, so this list can
 * only get shorter.
 */

export interface Divergence {
  /** `Product Operation subject: rule`; `*` stands for anything. */
  readonly check: string
  readonly reason: string
  /** What speaks for it. */
  readonly source: string
}

export const divergences: readonly Divergence[] = [
  {
    check: 'ExpressConnectRouter * call: least, * GET, query',
    reason: 'The metadata has POST alone; GET is taken too, since the aliyun CLI can force it.',
    source: 'facts on clients 7; docs/differences.md, Methods',
  },
  {
    check: 'ExpressConnectRouter DescribeInstanceGrantedToExpressConnectRouter parameter TagModels.TagValue: empty',
    reason: 'An empty value of something optional counts as left out: the key alone is asked for.',
    source: 'not documented; dialect of the product',
  },
  {
    check: 'ExpressConnectRouter DescribeFlowLogs parameter *Name: empty',
    reason: 'An empty value of something optional counts as left out, also where a value has at least three characters.',
    source: 'not documented; dialect of the product',
  },
  ...['IllegalParam.AssociateRouteTableId', 'OperationUnsupported.BandwidthType', 'IllegalParam.BandwidthType'].map((code) => ({
    check: `Cbn CreateTransitRouterEcrAttachment error ${code}: by injection`,
    reason: 'It is about a parameter that the operation does not have.',
    source: 'the list of its parameters',
  })),
  {
    check: 'ResourceSharing TagResources parameter Tag: an item twice',
    reason: 'The operation lists no code for tags that are wrong together; these are the codes of its siblings.',
    source: 'errors of ListTagResources',
  },
  {
    check: 'ResourceSharing TagResources parameter Tag: too many items (21)',
    reason: 'The operation lists no code for tags that are wrong together; these are the codes of its siblings.',
    source: 'errors of ListTagResources',
  },
  {
    check: 'ResourceSharing DescribeRegions parameter AcceptLanguage: not in the list of values',
    reason: 'The operation lists no error at all; a language that is not known is as if none were named.',
    source: 'not documented',
  },
]
