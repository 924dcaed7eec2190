/**
 * ECRs as a few plain values: what each call does to them and is answered, one call after the other. Said a second time, apart
 * from the code that it judges, and for as much as tests need: accounts, ids and regions are right in every call.
 */

export type Phase = 'attaching' | 'attached' | 'updating' | 'detaching'

/** What an ECR has, by instance: VPCs, VBRs and one transit router. */
interface Tie {
  /** Of the association; what is a VBR's is empty, since no call names it. */
  readonly id: string
  readonly phase: Phase
}
interface RouterState {
  readonly there: boolean
  /** The token of the call that began the step that runs. */
  readonly step?: { readonly by: string; readonly does: Does }
  readonly name: string
  readonly ties: Readonly<Record<string, Tie>>
  /** Instances of another account that were granted. */
  readonly granted: readonly string[]
  /** On the side of CEN. */
  readonly attachment?: { readonly id: string; readonly phase: Exclude<Phase, 'updating'> }
  readonly grantedToCen: boolean
}
export interface State {
  readonly routers: Readonly<Record<string, RouterState>>
  /** Answers by token: the id in each. */
  readonly kept: Readonly<Record<string, string>>
}

type Does = 'ASSOCIATING' | 'DISSOCIATING' | 'UPDATING' | 'LOCKED_ATTACHING' | 'LOCKED_DETACHING' | 'DELETING'

/** Names: `vpc...`, `vbr...`, `tr...`; those that begin with `their-` belong to the other account. */
export type Op =
  | { readonly kind: 'associate'; readonly router: string; readonly node: string }
  | { readonly kind: 'dissociate' | 'prefixes'; readonly router: string; readonly id: string }
  | { readonly kind: 'attach' | 'detach' | 'grant' | 'revoke'; readonly router: string; readonly node: string }
  | { readonly kind: 'rename'; readonly router: string; readonly name: string }
  | { readonly kind: 'delete' | 'forceDelete' | 'cenAttach' | 'status' | 'list'; readonly router: string }
  | { readonly kind: 'cenDetach'; readonly router: string; readonly id: string }

/** `code`: `OK` or that of the refusal. `says`: an id that was made, or what a read shows. */
export interface Told {
  readonly code: string
  readonly says: string
}

export const newRouter = (name: string, grantedToCen = false): RouterState => ({
  ...{ there: true, name, ties: {}, granted: [], grantedToCen },
})

/** What a call starts, for those that start something. */
const stepOf: Partial<Record<Op['kind'], Does>> = {
  associate: 'ASSOCIATING',
  attach: 'ASSOCIATING',
  dissociate: 'DISSOCIATING',
  detach: 'DISSOCIATING',
  prefixes: 'UPDATING',
  cenAttach: 'LOCKED_ATTACHING',
  cenDetach: 'LOCKED_DETACHING',
  forceDelete: 'DELETING',
}
export const startsStep = ({ kind }: Op): boolean => stepOf[kind] !== undefined

/** Which refusals pass when the step that runs has settled, so that a client tries again. */
export const passes = (code: string): boolean => code === 'Conflict.Lock' || code === 'IncorrectStatus.EcrResource'

const statuses = { attaching: 'CREATING', attached: 'ACTIVE', updating: 'UPDATING', detaching: 'DISSOCIATING' } as const

/** `<id> <status>` of each association, sorted: what a list of them shows. */
function listed({ ties, attachment }: RouterState): string {
  const status = (node: string, { phase }: Tie) =>
    node.includes('tr') && phase === 'attached' && attachment?.phase !== 'attached' ? 'INACTIVE' : statuses[phase]
  const shown = Object.entries(ties).filter(([node]) => !node.includes('vbr'))
  return shown
    .map(([node, tie]) => `${tie.id} ${status(node, tie)}`)
    .sort()
    .join(', ')
}

/** The refusal that a call deserves in this state, else `undefined`. In the order in which the service checks. */
function refusalOf(state: State, op: Op): string | undefined {
  const router = state.routers[op.router] as RouterState
  const { step, ties, attachment } = router
  const elsewhere = (node: string): Tie | undefined =>
    Object.values(state.routers).flatMap((each) => (each.ties[node] ? [each.ties[node]] : []))[0]
  const isChanging = (tie: Tie | undefined) => tie !== undefined && tie.phase !== 'attached'
  const isTied = (id: string) => Object.values(ties).some((tie) => tie.id === id)
  const locked = step && (step.does === 'DELETING' ? 'OperationDenied.ForceDeleting' : 'Conflict.Lock')
  switch (op.kind) {
    case 'status':
      return undefined
    case 'revoke':
      return router.granted.includes(op.node) && isChanging(elsewhere(op.node)) ? 'Conflict.Lock' : undefined
    case 'cenAttach': {
      if (!router.grantedToCen || !router.there) return 'InvalidParameter'
      const tie = Object.entries(ties).find(([node]) => node.includes('tr'))?.[1]
      if (step || tie?.phase !== 'attached') return 'IncorrectStatus.EcrResource'
      return attachment && 'QuotaFull.ChildInstanceRelatedCen'
    }
    case 'cenDetach':
      if (attachment?.id !== op.id) return 'InvalidTransitRouterAttachmentId.NotFound'
      return step && 'IncorrectStatus.EcrResource'
  }
  if (!router.there) return 'ResourceNotFound.EcrId'
  switch (op.kind) {
    case 'list':
      return undefined
    case 'rename':
      return locked
    case 'forceDelete':
      return step && 'Conflict.Lock'
    case 'delete':
      return step ? 'Conflict.Lock' : Object.keys(ties).length > 0 ? 'ResourceInUse.Ecr' : undefined
    case 'dissociate':
    case 'prefixes': {
      if (!isTied(op.id)) return 'ResourceNotFound.AssociationId'
      const held = attachment && Object.entries(ties).some(([node, { id }]) => id === op.id && node.includes('tr'))
      return locked ?? (held && op.kind === 'dissociate' ? 'OperationDenied.EcrAttachmentExisted' : undefined)
    }
    case 'detach':
      return ties[op.node] ? locked : 'ResourceNotFound.ChildInstanceId'
    case 'grant':
      return step?.does === 'DELETING' || isChanging(elsewhere(op.node)) ? 'Conflict.Lock' : undefined
    case 'associate':
    case 'attach': {
      if (locked) return locked
      if (op.node.includes('tr')) {
        if (!router.grantedToCen) return 'OperationDenied.NotGrantedByNodeOwner'
        return ties[op.node] && 'OperationDenied.AttachmentInCurrentRegionExisted'
      }
      if (op.node.startsWith('their-') && !router.granted.includes(op.node)) return 'OperationDenied.NotGrantedByNodeOwner'
      if (isChanging(elsewhere(op.node))) return 'Conflict.Lock'
      return elsewhere(op.node) && 'OperationFailed.RejectedByVpcYaochi'
    }
  }
}

/** The ECR when the call has begun what it asked for. */
function begun(router: RouterState, op: Op, id: string): RouterState {
  const { ties, granted } = router
  const turned = (phase: Phase, tied: (node: string, tie: Tie) => boolean) =>
    Object.fromEntries(Object.entries(ties).map(([node, tie]) => [node, tied(node, tie) ? { ...tie, phase } : tie]))
  switch (op.kind) {
    case 'associate':
    case 'attach':
      return { ...router, ties: { ...ties, [op.node]: { id, phase: 'attaching' } } }
    case 'dissociate':
      return { ...router, ties: turned('detaching', (_, tie) => tie.id === op.id) }
    case 'prefixes':
      return { ...router, ties: turned('updating', (_, tie) => tie.id === op.id) }
    case 'detach':
      return { ...router, ties: turned('detaching', (node) => node === op.node) }
    case 'cenAttach':
      return { ...router, attachment: { id, phase: 'attaching' } }
    case 'cenDetach':
      return { ...router, attachment: { id: op.id, phase: 'detaching' } }
    case 'forceDelete':
      return {
        ...router,
        ties: turned('detaching', () => true),
        granted: [],
        grantedToCen: false,
        ...(router.attachment ? { attachment: { ...router.attachment, phase: 'detaching' } } : {}),
      }
    case 'delete':
      return { ...router, there: false, granted: [], grantedToCen: false }
    case 'rename':
      return { ...router, name: op.name }
    case 'grant':
      return granted.includes(op.node) ? router : { ...router, granted: [...granted, op.node].sort() }
    case 'revoke':
      return granted.includes(op.node) ? { ...router, granted: granted.filter((node) => node !== op.node) } : router
    default:
      return router
  }
}

/** The ECR when its step has settled. */
function settled({ step, attachment, ...router }: RouterState): RouterState {
  const ties = Object.entries(router.ties)
    .filter(([, { phase }]) => phase !== 'detaching')
    .map(([node, { id }]) => [node, { id, phase: 'attached' as const }] as const)
  const kept = attachment && attachment.phase !== 'detaching' ? { attachment: { ...attachment, phase: 'attached' as const } } : {}
  return { ...router, there: step?.does !== 'DELETING', ties: Object.fromEntries(ties), ...kept }
}

/**
 * The state after a call that was told so, or `undefined` when it cannot have been. `instant`: what it starts has settled when
 * it is answered.
 */
export function called(state: State, op: Op, token: string | undefined, told: Told, instant: boolean): State | undefined {
  const before = token === undefined ? undefined : state.kept[token]
  if (before !== undefined) return told.code === 'OK' && told.says === before ? state : undefined
  if (told.code !== (refusalOf(state, op) ?? 'OK')) return undefined
  if (told.code !== 'OK') return state
  const router = state.routers[op.router] as RouterState
  if (op.kind === 'status') {
    const status = router.there ? `${router.step?.does ?? 'ACTIVE'} ${router.name}` : 'gone'
    return told.says === status ? state : undefined
  }
  if (op.kind === 'list') return told.says === listed(router) ? state : undefined
  const does = stepOf[op.kind]
  const started = { ...begun(router, op, told.says), ...(does ? { step: { by: token as string, does } } : {}) }
  const after = does && instant ? settled(started) : started
  return { routers: { ...state.routers, [op.router]: after }, kept: { ...state.kept, [token as string]: told.says } }
}

/** The state after the step that the call with this token began has settled, when it runs. */
export function stepSettled(state: State, token: string): State | undefined {
  const found = Object.entries(state.routers).find(([, { step }]) => step?.by === token)
  return found && { ...state, routers: { ...state.routers, [found[0]]: settled(found[1]) } }
}

/** Answers that are kept follow from what happened, in whichever order. */
export const keyOfState = ({ routers }: State): string => JSON.stringify(routers)
