// A load generator that costs little beside the server: raw sockets, requests made beforehand, answers read by their length.
import { connect } from 'node:net'

/** The bytes of a request as `src/wire/sign.ts` makes it. */
export function bytesOf({ method, target, headers, body }) {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `content-length: ${body.byteLength}`,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}

/**
 * Sends all requests over so many connections, each connection one after the other.
 * Answers requests per second, latencies in ms, and how many were not answered with 200.
 */
export async function load({ port, connections, requests }) {
  const latencies = []
  let next = 0
  let refused = 0
  let sample = ''
  // It polls instead of sleeping: on virtual processors waking a sleeper costs the one who sends more than its answer does.
  let spinning = true
  const spin = () => spinning && setImmediate(spin)
  spin()
  const started = performance.now()
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise((resolve, reject) => {
          const socket = connect(port, '127.0.0.1')
          socket.setNoDelay(true)
          let sentAt = 0
          let pending = ''
          const send = () => {
            if (next >= requests.length) {
              socket.end()
              resolve()
              return
            }
            sentAt = performance.now()
            socket.write(requests[next++])
          }
          socket.on('connect', send)
          socket.on('error', reject)
          socket.on('data', (chunk) => {
            pending += chunk.toString('latin1')
            const end = pending.indexOf('\r\n\r\n')
            if (end < 0) return
            const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0)
            if (pending.length < end + 4 + length) return
            latencies.push(performance.now() - sentAt)
            if (!pending.startsWith('HTTP/1.1 200')) {
              refused += 1
              sample ||= pending.slice(end + 4)
            }
            pending = ''
            send()
          })
        }),
    ),
  )
  const seconds = (performance.now() - started) / 1000
  spinning = false
  latencies.sort((a, b) => a - b)
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { perSecond: requests.length / seconds, p50: at(0.5), p99: at(0.99), refused, sample }
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
