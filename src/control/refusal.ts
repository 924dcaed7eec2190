/** How the control plane says no. */

/** What cannot be done, and what to do instead. */
export class ControlError extends Error {
  readonly code: string
  readonly hint: string
  readonly status: number
  constructor(status: number, code: string, message: string, hint: string) {
    super(message)
    this.status = status
    this.code = code
    this.hint = hint
  }
}
