// The command line, with kubectl's habits.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CheckFlags, check } from './check.ts';
import { type HealthOptions, health } from './health.ts';
import { probe } from './probe.ts';
import { addProbe } from './probeCommand.ts';
import { type ServeOptions, serve } from './serve.ts';
import { addSnapshot } from './snapshotCommand.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';
import { type TopologyFlags, topology } from './topology.ts';
import { type TraceFlags, trace } from './trace.ts';

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 (any free one) to 65535.');
}

/** Without a slash at its end; `/` is no path at all. */
function basePath(text: string): string {
  const path = text.replace(/\/$/, '');
  if (/^(\/[A-Za-z0-9._~-]+)*$/.test(path)) return path;
  throw new InvalidArgumentError('A path looks like /portolan.');
}

function collect(value: string, known: readonly string[] = []): string[] {
  return [...known, value];
}

/** The flags by which a command is told what to look at. */
function addSource(command: Command): Command {
  const files = '-f, --filename <file>';
  const meaning = 'look at these manifests instead of a cluster (FILE, DIR or -; repeatable)';
  return addCluster(command.option(files, meaning, collect));
}

function addCluster(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'the kubeconfig file to use')
    .option('--context <name>', 'the context of the kubeconfig to use')
    .option('--allow-exec', 'run the credential plugin of a kubeconfig given by --kubeconfig');
}

/** What `command` ends with, at the end of its help. */
function addExitCodes(command: Command, meaning: string): Command {
  return command.addHelpText('after', `\nExit code: ${meaning}`);
}

/** Every command; `done` is told the exit code of the one that ran. */
export function commandLine(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('portolan')
    .description('Can this Service be reached, from where, by which path, and if not, why?')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });

  addExitCodes(program.command('serve'), '0 when it was ended (Ctrl-C), 2 when it could not start.')
    .description('serve the page for a cluster, the embedded cluster or manifests run in it')
    .option('--embedded', 'run the embedded cluster, whatever the kubeconfig says')
    .option(
      '-f, --filename <file>',
      'run these manifests in the embedded cluster instead of its scenarios (FILE, DIR or -; repeatable)',
      collect,
    )
    .option('--kubeconfig <file>', 'the kubeconfig file to use')
    .option('--context <name>', 'the context of the kubeconfig to use')
    .option(
      '-n, --namespace <name>',
      'where the cluster lets Portolan list no namespaces: those to read (repeatable)',
      collect,
    )
    .option('--port <number>', 'port of the page; 0 takes any free one', portNumber, 4500)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--base-path <path>', 'serve the page under this path instead of /', basePath, '')
    .option(
      '--allowed-host <name>',
      'a host name, besides localhost, that the page may be opened under (repeatable)',
      collect,
    )
    .option(
      '--api-port <number>',
      'port of the embedded Kubernetes API; 0 takes any free one',
      portNumber,
      0,
    )
    .option(
      '--api-only',
      'run only the API of the embedded cluster: what is applied stays as it is, status included',
    )
    .option(
      '--pod-exec <command>',
      'with --api-only: how kubectl exec gets into a Pod, as a program of this machine and its arguments; {namespace} and {name} stand for the Pod (without it Pods have no programs)',
    )
    .option(
      '--allow-pod-exec',
      'let Portolan test from inside Pods, by a small script it runs there (kubectl exec)',
    )
    .option(
      '--api-tls',
      'the embedded Kubernetes API speaks TLS and asks for a token; the kubeconfig has both',
    )
    .option('--allow-exec', 'run the credential plugin of a kubeconfig given by --kubeconfig')
    .option('--no-open', 'do not open a browser')
    .option('--dev', 'serve no page: Vite does')
    .action(async (options: ServeOptions) => {
      done(await serve(options, terminal));
    });

  addExitCodes(program.command('health'), '0 when the server answers, 1 when it does not.')
    .description('whether the server on this machine answers')
    .option('--port <number>', 'port of the page', portNumber, 4500)
    .option('--base-path <path>', 'the path it is served under', basePath, '')
    .action(async (options: HealthOptions) => {
      done(await health(options, terminal));
    });

  addExitCodes(addSource(program.command('topology')), '0 when done, 2 when it could not run.')
    .argument('[service]', 'only the Services of this name')
    .description('every Service with its entry points and endpoints')
    .option(
      '-n, --namespace <name>',
      'only this namespace; for manifests also the one of objects that name none',
    )
    .option('-A, --all-namespaces', 'all namespaces (the default without -n)')
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['json', 'yaml', 'wide'])
        .default('wide'),
    )
    .action(async (name: string | undefined, flags: TopologyFlags) => {
      done(await topology(name, flags, terminal));
    });

  addExitCodes(
    addSource(program.command('check')),
    '0 when nothing is as bad as --fail-on says, 1 when something is, 2 when it could not run.',
  )
    .description('everything that is wrong with the Services of a cluster or of manifests')
    .option(
      '-n, --namespace <name>',
      'only this namespace; for manifests also the one of objects that name none',
    )
    .option('-A, --all-namespaces', 'all namespaces (the default without -n)')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding is at least as bad')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .option(
      '--ignore <code>',
      'leave this finding out; CODE=REASON says why (repeatable; an object may say so itself by the annotation portolan.dev/ignore: CODE[,CODE] [reason])',
      collect,
    )
    .addOption(
      new Option('--lang <language>', 'language of the text').choices(['en', 'zh']).default('en'),
    )
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .action(async (flags: CheckFlags) => {
      done(await check(flags, terminal));
    });

  addExitCodes(
    addSource(program.command('trace')),
    '0 whatever the verdict, 2 when it could not run.',
  )
    .description('what a connection meets on its way, and why, without making it')
    .option(
      '--from <vantage>',
      'pod:NS/NAME, node:NAME, outside, server, browser, or a source address with --at',
    )
    .option(
      '--to <target>',
      'IP:PORT[/PROTO], NAME:PORT or svc:NS/NAME[:PORT] (without PORT when there is one)',
    )
    .option('--at <node>', 'node:NAME whose kube-proxy sees the packet')
    .option(
      '--flows <file>',
      'many at once: a file (or -) of lines {"from": …, "to": …, "at"?: …}; one JSON result a line',
    )
    .option('-n, --namespace <name>', 'for manifests: the namespace of objects that name none')
    .option('--cluster-domain <zone>', 'the DNS zone of the cluster', 'cluster.local')
    .addOption(
      new Option('--proxy-mode <mode>', 'instead of what the kube-proxy ConfigMap says').choices([
        'iptables',
        'nftables',
        'ipvs',
      ]),
    )
    .addOption(
      new Option('--lang <language>', 'language of the text').choices(['en', 'zh']).default('en'),
    )
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(async (flags: TraceFlags) => {
      done(await trace(flags, terminal));
    });

  addProbe(addCluster(program.command('probe')), async (service, flags) => {
    done(await probe(service, flags, terminal));
  });

  addSnapshot(addSource(program.command('snapshot')), async (service, flags) => {
    const { snapshot } = await import('./snapshot.ts');
    done(await snapshot(service, flags, terminal));
  });

  return program;
}

/** Runs one command; the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.done;
  const program = commandLine(terminal, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
    if (error instanceof CommandError) {
      terminal.err(`portolan: ${error.message}`);
      return exitCodes.couldNotRun;
    }
    throw error;
  }
}
