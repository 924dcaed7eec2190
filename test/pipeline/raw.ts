/** Bytes as they are, sent to a port by somebody who may not know what HTTP is. */

import { connect } from 'node:net'

/** The beginning of what was sent, for messages. */
export const shown = (sent: Uint8Array) => Buffer.from(sent).toString('latin1').slice(0, 400)

/** No answer so far: the client gives up its side. After that the server has to end. */
const patienceMs = 1500
const boundMs = 8000

/** What came back until the connection was closed, or until an answer was there. Fails when neither happens in time. */
export function exchange(port: number, sent: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const parts: Buffer[] = []
    const settle = () => {
      clearTimeout(giveUp)
      clearTimeout(late)
      socket.destroy()
      resolve(Buffer.concat(parts))
    }
    const giveUp = setTimeout(() => socket.end(), patienceMs)
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`neither answer nor end within ${boundMs} ms: ${shown(sent)}`))
    }, boundMs)
    socket.on('data', (part) => {
      parts.push(part)
      if (isWhole(Buffer.concat(parts))) settle()
    })
    // The server may close before it has read everything: what it said by then counts.
    socket.on('error', settle)
    socket.on('close', settle)
    socket.write(sent)
  })
}

export interface Answer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export function read(received: Buffer): Answer | undefined {
  const text = received.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  if (end < 0 || status === undefined) return undefined
  const lines = text.slice(0, end).split('\r\n').slice(1)
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { status: Number(status), headers, body: text.slice(end + 4) }
}

export function isWhole(received: Buffer): boolean {
  const answer = read(received)
  const length = answer?.headers.get('content-length')
  return answer !== undefined && length !== undefined && Buffer.byteLength(answer.body) >= Number(length)
}
