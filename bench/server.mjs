// Starts what is measured as a process of its own, and tells its port, its start and its memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

export const bare = `const s=require('node:http').createServer((q,r)=>{q.resume();q.on('end',()=>{r.writeHead(200,{'content-type':'application/json','content-length':15});r.end('{"hello":"you"}')})});s.listen(0,'127.0.0.1',()=>console.log(JSON.stringify({url:'http://127.0.0.1:'+s.address().port})))`

/** A process that prints a line of JSON with its url when it listens. */
export async function startProcess(args, options = {}) {
  const started = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options })
  let text = ''
  const port = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exited with ${code}`)))
    child.stdout.on('data', (chunk) => {
      text += chunk
      const url = /"url":"http:\/\/[^"]*:(\d+)"/.exec(text)
      if (url) resolve(Number(url[1]))
    })
  })
  child.stdout.resume()
  return {
    port,
    listeningMs: performance.now() - started,
    startedAt: started,
    /** Resident memory in MiB. */
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    /** Processor seconds used so far, by the kernel's account (a hundredth is its unit). */
    cpu() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

export const startCrossgrant = (persist, home) =>
  startProcess([bin, 'start', '--port', '0', '--persist', persist, '--log', 'silent'], { env: { ...process.env, HOME: home } })
export const startBare = () => startProcess(['-e', bare])
