/**
 * Refusals of the gateway itself, before or beside any product: facts, gateway 5.2 and 8. Where statuses are printed
 * twice, the first is taken.
 */

import type { Errors } from '../model/index.js'

export const gatewayErrors = {
  'InvalidProduct.NotFound': [404, 'Cannot find product according to your specified domain.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  InvalidVersion: [400, 'Specified parameter Version is not valid.'],
  MissingAction: [400, 'Action is mandatory for this action.'],
  MissingVersion: [400, 'Version is mandatory for this action.'],
  MissingAccessKeyId: [400, 'AccessKeyId is mandatory for this action.'],
  MissingSignature: [400, 'Signature is mandatory for this action.'],
  MissingTimestamp: [400, 'Timestamp is mandatory for this action.'],
  MissingSignatureNonce: [400, 'SignatureNonce is mandatory for this action.'],
  MissingSignatureMethod: [400, 'SignatureMethod is mandatory for this action.'],
  MissingSignatureVersion: [400, 'SignatureVersion is mandatory for this action.'],
  MissingSecurityToken: [400, 'SecurityToken is mandatory for this action.'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  'InvalidAccessKeyId.Inactive': [400, 'Specified access key is disabled.'],
  'InvalidTimeStamp.Format': [400, 'Specified time stamp or date value is not well formatted.'],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  // The string to sign follows the last colon to the letter: clients compare it with their own.
  SignatureDoesNotMatch: [400, 'Specified signature is not matched with our calculation. server string to sign is:%s'],
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  InvalidSignatureMethod: [400, 'Specified signature method is not valid.'],
  'InvalidParameter.Format': [400, 'Specified parameter format is not valid.'],
  UnsupportedHTTPMethod: [400, 'This http method is not supported.'],
  'InvalidSecurityToken.Expired': [400, 'Specified SecurityToken is expired.'],
  // UNKNOWN: code read on product pages, text not found.
  'InvalidSecurityToken.MismatchWithAccessKey': [400, 'Specified SecurityToken does not belong to the specified access key.'],
  // UNKNOWN: what the real gateway says of requests that cannot be read is not documented.
  InvalidParameter: [400, 'The specified request cannot be read: %s.'],
  RequestTooLarge: [413, 'The request is too large: %s.'],
  'Throttling.User': [400, 'Request was denied due to user flow control.'],
  'Throttling.Api': [400, 'Request was denied due to api flow control.'],
  Throttling: [400, 'Request was denied due to request throttling.'],
  InternalError: [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  ServiceUnavailable: [503, 'The request has failed due to a temporary failure of the server.'],
  // The VPC family's text; ECR lists no code of its own for it.
  IdempotentParameterMismatch: [
    400,
    'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.',
  ],
  // Ours: loud, not 404, and without the words that clients read as "gone" (facts, clients 4.1).
  OperationNotOffered: [400, 'crossgrant does not offer %s.'],
} as const satisfies Errors

export type GatewayCode = keyof typeof gatewayErrors
