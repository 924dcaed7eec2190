/**
 * The connection was lost while the commit was under way: the change is either durable as a whole or undone as a whole, and
 * only reading it again tells which.
 */
export class OutcomeUnknown extends Error {
  constructor() {
    super('the connection to PostgreSQL was lost during the commit: whether the change is kept is not known')
  }
}
