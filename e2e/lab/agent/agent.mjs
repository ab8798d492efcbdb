// Stands on one host of the lab: serves its apps and dials for it. Commands come as lines of JSON on
// stdin, `{"id", "do", …}`; answers go to stdout. Ends with its stdin.
import { createInterface } from 'node:readline';
import process from 'node:process';
import { dial } from './dial.mjs';
import { serve } from './apps.mjs';

const doings = new Map([
  ['dial', ({ to }) => dial(to)],
  ['serve', ({ apps }) => serve(apps)],
]);

async function answer(line) {
  const command = JSON.parse(line);
  const reply = (said) => process.stdout.write(`${JSON.stringify({ id: command.id, ...said })}\n`);
  try {
    reply({ result: await doings.get(command.do)(command) });
  } catch (error) {
    reply({ error: String(error?.stack ?? error) });
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => void answer(line))
  .on('close', () => process.exit(0));
