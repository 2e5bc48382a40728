import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a redis-server, without persistence unless `more` flags say otherwise, and waits until it accepts connections. */
export async function startRedisServer(port: number, more: readonly string[] = []): Promise<ChildProcess> {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...flags, ...more]);
  for await (const line of createInterface({ input: server.stdout })) {
    if (/ready to accept connections/i.test(line)) break;
  }
  // Keep reading the output, or the pipe fills up.
  server.stdout.resume();
  return server;
}
