// Programs of the system, run to their end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Longer than any of them takes; what still runs then is killed. */
const patience = 20_000;

/** What it wrote. @throws {Error} with its complaint when it fails. */
export async function run(command: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(command, args, { timeout: patience, killSignal: 'SIGKILL' });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [out, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${complaint.trim() || `ended with ${code}`}`);
  }
  return out;
}
