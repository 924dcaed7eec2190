/** RAM policy evaluation: read documents with `readDocument`, decide with `evaluate` and `evaluateTrust`, recount with `explain`. */
export type { Condition, Effect, MissingKeyRule, RequestContext } from './conditions.js'
export { conditionOperators } from './conditions.js'
export type {
  ControlLevel,
  Decision,
  DecisionKind,
  EvaluateOptions,
  MatchedStatement,
  NamedPolicy,
  PolicyLayers,
  PolicyRequest,
  PolicyType,
  TrustRequest,
  UnreadPolicy,
} from './decision.js'
export type { Diagnosis } from './diagnosis.js'
export { decodeDiagnosis, encodeDiagnosis } from './diagnosis.js'
export type { DocumentLimits, Grammar, PolicyDocument, ReadableDocument, UnreadableDocument } from './document.js'
export { parseDocument } from './document.js'
export { documentedOptions, evaluate, evaluateTrust } from './evaluate.js'
export type { ExplainedCondition, ExplainedLayer, ExplainedPolicy, ExplainedStatement, Explanation } from './explain.js'
export { explain, explainTrust } from './explain.js'
export type { DocumentReader } from './library.js'
export { documentReader, readDocument, widestLimits } from './library.js'
export type { Principals, PrincipalType, TrustedCaller } from './principals.js'
export type { Fault, Statement } from './statements.js'
