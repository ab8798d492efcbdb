import { run } from './cli/program.ts';

// Whoever read our output has read enough (`portolan … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  bytes: (data) => void process.stdout.write(data),
  // npm changes to the package's folder before it runs a script; paths resolve from where it was called.
  directory: process.env.npm_lifecycle_event
    ? (process.env.INIT_CWD ?? process.cwd())
    : process.cwd(),
  colour: process.stdout.isTTY,
  environment: process.env,
  onInterrupt(stop) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, stop);
    return () => signals.forEach((signal) => process.off(signal, stop));
  },
});
