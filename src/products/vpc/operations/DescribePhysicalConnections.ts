import { accountId, carriesTags, flag, list, long, operation, sometimes, structure, text, whole } from '../../../model/index.js'
import { lineStatus } from '../domain/line.js'
import {
  filterParameter,
  meetsFilters,
  pageAnswer,
  pageByNumber,
  pageNumbers,
  requiredRegion,
  resourceGroup,
  tagFilter,
  timeAnswered,
} from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { type PhysicalConnection, physicalConnections } from '../tables.js'

/** UNKNOWN: the full set of keys; these are the ones that pages and clients use. */
const keys = ['PhysicalConnectionId', 'AccessPointId', 'Type', 'LineOperator', 'Spec', 'Status', 'Name', 'ProductType'] as const

export default operation(vpc, {
  name: 'DescribePhysicalConnections',
  documented: '2024-06-24',
  does: 'Lists the physical connections of a region.',
  input: {
    RegionId: requiredRegion,
    Filter: filterParameter(keys),
    IncludeReservationData: flag('Also orders that have not taken effect; there are none here.', false),
    ResourceGroupId: resourceGroup,
    Tags: tagFilter,
    // A read: the token is taken and changes nothing.
    ClientToken: text('Ignored.', '02fb3da4-130e-11e9-8e44-001'),
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    PhysicalConnectionSet: structure({
      PhysicalConnectionType: list(
        'The physical connections of the page.',
        structure({
          PhysicalConnectionId: text('Its id.', 'pc-bp1ciz7ekd2grn1asx0qy'),
          Name: text('Its name, empty if none.', ''),
          Description: text('Its description, empty if none.', ''),
          Status: text('Its state.', 'Enabled'),
          BusinessStatus: text('Whether it is paid for.', 'Normal'),
          LoaStatus: sometimes(text('State of the letter of authorization.', 'Available')),
          Type: text('What it connects to.', 'VPC'),
          ProductType: text('A line of its own, or a share of one.', 'PhysicalConnection'),
          AccessPointId: text('Where the line arrives.', 'ap-cn-beijing-ft-A'),
          AccessPointType: text('What the access point is for.', 'VPC'),
          AdLocation: sometimes(text('Where the access point is.', 'Hangzhou')),
          AdDetailLocation: sometimes(text('Where exactly.', 'Rack 1')),
          LineOperator: text('Who runs the line.', 'CT'),
          PeerLocation: text('Where the other end is.', ''),
          CircuitCode: text('The line in the words of its operator.', ''),
          PortType: text('The port.', '1000Base-T'),
          PortNumber: sometimes(text('The port on the device.', '1/1/1')),
          Bandwidth: long('Its bandwidth in Mbit/s.', 1000),
          Spec: text('Its size.', '1000M'),
          ExpectSpec: sometimes(text('The size asked for.', '50M')),
          ChargeType: text('How it is paid.', 'Prepaid'),
          RedundantPhysicalConnectionId: text('The connection that it backs up.', ''),
          VirtualPhysicalConnectionCount: whole('Hosted connections on it; none here.', 0),
          ParentPhysicalConnectionId: sometimes(text('The line of a hosted connection.', 'pc-bp1ciz7ekd2grn1asx0qy')),
          ParentPhysicalConnectionAliUid: sometimes(accountId('Who has that line.')),
          VlanId: sometimes(text('The VLAN of a hosted connection.', '10')),
          VpconnStatus: sometimes(text('State of a hosted connection.', 'Confirmed')),
          OrderMode: sometimes(text('Who pays a hosted connection.', 'PayByPhysicalConnectionOwner')),
          HasReservationData: text('Whether an order waits.', 'false'),
          ReservationActiveTime: sometimes(text('When that order takes effect.', '2026-01-01T00:00:00Z')),
          ReservationOrderType: sometimes(text('Its kind.', 'RENEW')),
          ReservationInternetChargeType: sometimes(text('How it is paid.', 'PayByBandwidth')),
          CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
          EnabledTime: sometimes(text('When it was enabled.', '2026-01-01T00:00:00Z')),
          EndTime: sometimes(text('Until when it is paid.', '2027-01-01T00:00:00Z')),
          ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
          QosId: sometimes(text('Its QoS policy.', 'qos-bp10s3szn8rgnxuw7')),
          OpticalModuleModel: sometimes(text('The optical module.', 'SFP-10G-LR')),
          DeviceFeaturesSelected: sometimes(text('Abilities of the device.', 'macsec')),
          DownDelayTime: sometimes(long('Delay before it counts as down, in ms.', 0)),
          MacsecKeys: sometimes(
            structure({
              MacsecKey: list(
                'Keys of the line.',
                structure({
                  Cak: text('Association key.', ''),
                  Ckn: text('Its name.', ''),
                  CipherSuite: text('Cipher.', ''),
                  StartOn: text('From when.', ''),
                  Status: text('State.', ''),
                }),
              ),
            }),
          ),
          // The member is named in small letters in this answer (metadata).
          Tags: structure({
            tags: list('Each tag.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })),
          }),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:physicalconnection/*' }] },
  errors: {
    'OperationUnsupported.ResourceGroupId': [400, 'ResourceGroupId in  financial region is unsupported.'],
    'InvalidFilterKey.ValueNotSupported': [404, 'Specified filter key is not supported: Filter.X.key'],
  },
  async run({ input, caller, region, now, own }) {
    const found = await own.all(physicalConnections, 'byRegion', [region])
    const asked = found
      .filter(
        (row) =>
          meetsFilters(input.Filter, (key) => comparedBy(row, key, now)) &&
          (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
          carriesTags(row.tags ?? {}, input.Tags),
      )
      .map((row) => ({ owner: caller.account, row }))
      .sort(newestFirst(({ physicalConnectionId }) => physicalConnectionId))
    const { rows, about } = pageByNumber(asked, input)
    return { ...about, PhysicalConnectionSet: { PhysicalConnectionType: rows.map(({ row }) => answered(row, now)) } }
  },
})

function comparedBy(row: PhysicalConnection, key: string, now: Date): string {
  const values: Record<(typeof keys)[number], string> = {
    PhysicalConnectionId: row.physicalConnectionId,
    AccessPointId: row.accessPointId,
    Type: 'VPC',
    LineOperator: row.lineOperator,
    Spec: specOf(row),
    Status: lineStatus(row, now),
    Name: row.name,
    ProductType: 'PhysicalConnection',
  }
  return values[key as (typeof keys)[number]]
}

function specOf({ bandwidth }: PhysicalConnection): string {
  return bandwidth % 1000 === 0 ? `${bandwidth / 1000}G` : `${bandwidth}M`
}

function answered(row: PhysicalConnection, now: Date) {
  const status = lineStatus(row, now)
  return {
    PhysicalConnectionId: row.physicalConnectionId,
    Name: row.name,
    Description: row.description,
    Status: status,
    BusinessStatus: 'Normal',
    Type: 'VPC',
    ProductType: 'PhysicalConnection',
    AccessPointId: row.accessPointId,
    AccessPointType: 'VPC',
    LineOperator: row.lineOperator,
    PeerLocation: row.peerLocation,
    CircuitCode: row.circuitCode,
    PortType: row.portType,
    Bandwidth: row.bandwidth,
    Spec: specOf(row),
    ChargeType: 'Prepaid',
    RedundantPhysicalConnectionId: row.redundantPhysicalConnectionId,
    VirtualPhysicalConnectionCount: 0,
    HasReservationData: 'false',
    CreationTime: timeAnswered(row.createdAt),
    ...(status === 'Enabled' || status === 'Terminating' ? { EnabledTime: timeAnswered(row.enabledAt ?? row.createdAt) } : {}),
    ResourceGroupId: row.resourceGroupId,
    Tags: { tags: Object.entries(row.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) },
  }
}
