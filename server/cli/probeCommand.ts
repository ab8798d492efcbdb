import { mostConnections } from '@portolan/shared/wire/stream.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ProbeFlags } from './probe.ts';

/** The flags of `portolan probe`. */
export function addProbe(
  command: Command,
  run: (service: string, flags: ProbeFlags) => Promise<void>,
): void {
  command
    .argument('<service>', 'the Service, NAME or NAMESPACE/NAME')
    .description(
      'tests a Service of a running cluster live: every entry point and endpoint, what is expected beside what is observed',
    )
    // Not offered, but understood well enough to say what to do instead.
    .addOption(new Option('-f, --filename <file>').argParser(collect).hideHelp())
    .option(
      '-n, --namespace <name>',
      'its namespace; otherwise that of the context, otherwise default',
    )
    .option(
      '--from <vantage>',
      'where to test from: server (this machine); with --allow-pod-exec pod:NS/NAME[/CONTAINER]; in the embedded cluster also outside, pod:NS/NAME and node:NAME (repeatable; all that can be had when absent)',
      collect,
    )
    .option(
      '--to <target>',
      'only these: an id as in the output, the beginning of one (nodePort, nodePort/node-b, endpoint), or an address (repeatable)',
      collect,
    )
    .option(
      '--count <number>',
      'connections on each path, to see which endpoint gets how many of them',
      connections,
    )
    .option(
      '--allow-pod-exec',
      'let it test from inside Pods, by a small script it runs there (kubectl exec)',
    )
    .option('--timeout <seconds>', 'how long one test may take, up to 10', seconds)
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit 1 when a path differs from what is expected (disagree), or also when it does not answer, expected or not (unreachable; choose paths by --from and --to)',
      )
        .choices(['disagree', 'unreachable'])
        .default('disagree'),
    )
    .option('--cluster-domain <zone>', 'the DNS zone of the cluster', 'cluster.local')
    .addOption(
      new Option('--lang <language>', 'language of the text').choices(['en', 'zh']).default('en'),
    )
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json', 'junit'])
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 when nothing is what --fail-on says, 1 when something is, 2 when it could not be tested or was called off (Ctrl-C).',
    )
    .action(run);
}

function collect(value: string, known: readonly string[] = []): string[] {
  return [...known, value];
}

function connections(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= mostConnections) return count;
  throw new InvalidArgumentError(`Connections are a number from 1 to ${mostConnections}.`);
}

function seconds(text: string): number {
  const time = Number.parseFloat(text);
  if (/^\d+(\.\d+)?s?$/.test(text) && time > 0) return time;
  throw new InvalidArgumentError('A time is a number of seconds, such as 2 or 0.5.');
}
