/** A refusal by the gateway, before any product has been asked. Codes and their texts: the public error tables. */

export type FaultCode =
  | 'MissingAction'
  | 'MissingVersion'
  | 'MissingAccessKeyId'
  | 'MissingTimestamp'
  | 'MissingSignatureMethod'
  | 'MissingSignatureVersion'
  | 'MissingSignature'
  | 'MissingSignatureNonce'
  | 'InvalidParameter.Format'
  | 'InvalidTimeStamp.Format'
  | 'InvalidSignatureMethod'
  | 'IncompleteSignature'
  | 'SignatureDoesNotMatch'

/**
 * `fill` are the words for the placeholders of the code's message: the name for the `Missing` codes, the server's
 * string to sign for SignatureDoesNotMatch, nothing for the others. `why` says more than the wire message may: for logs
 * and for whoever debugs a client.
 */
export interface Fault {
  readonly code: FaultCode
  readonly fill: readonly string[]
  readonly why?: string
}

export function isFault(value: object | undefined): value is Fault {
  return value !== undefined && 'code' in value && 'fill' in value
}

type Mandatory = Extract<FaultCode, `Missing${string}`> extends `Missing${infer Name}` ? Name : never

/** `Missing{Name}`, as the gateway builds it for each of its mandatory parameters. */
export function missing(name: Mandatory, why?: string): Fault {
  return fault(`Missing${name}`, [name], why)
}

export function fault(code: FaultCode, fill: readonly string[] = [], why?: string): Fault {
  return why === undefined ? { code, fill } : { code, fill, why }
}

/**
 * INVARIANT: the string to sign is the last word of the message. Old Go clients compare the text behind
 * `server string to sign is:` with their own, to tell a wrong secret from a wrong request.
 */
export function doesNotMatch(stringToSign: string, why: string): Fault {
  return fault('SignatureDoesNotMatch', [stringToSign], why)
}
