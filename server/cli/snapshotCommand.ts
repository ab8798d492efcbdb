// The flags of `portolan snapshot`, and what its help says of files and folders.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { pictureFormats } from '../pictures/formats.ts';
import { defaultScale, densities, layouts, themes } from '../pictures/pictureOptions.ts';
import type { SnapshotFlags } from './snapshot.ts';

const notes = `
What goes where:
  without --out       one picture of all that was chosen, on standard output
  --out FILE          one picture of all that was chosen; markdown has its SVG beside it
  --out DIR           a folder (there already, or DIR/, or a name without an extension):
                      NAMESPACE/SERVICE for each Service, and for several of a namespace
                      NAMESPACE, and index.md. The folder is Portolan's alone: --check calls
                      other files of the same kind in it extra.

The same input gives the same bytes. -f also takes what "snapshot -o json" (complete) or
"topology -o json" (without verdicts and Pods) has saved.

--redact gives the same name the same replacement everywhere. Set PORTOLAN_REDACT_KEY to a secret, or
whoever guesses a name can see that the guess is right.

Exit code: 0 when done, 1 when --check finds a difference, 2 when it could not run.`;

function scaleOf(text: string): number {
  const scale = Number(text);
  if (/^\d*\.?\d+$/.test(text) && scale > 0) return scale;
  throw new InvalidArgumentError('A scale is a number above 0, such as 1 or 2.5.');
}

/** Adds the command to `command`, which has the flags of its source already. */
export function addSnapshot(
  command: Command,
  act: (service: string | undefined, flags: SnapshotFlags) => Promise<void>,
): void {
  command
    .argument('[service]', 'NAME or NAMESPACE/NAME; without it, all that -n, -A or -l choose')
    .description('pictures of Services for documents: SVG, PNG, Mermaid, draw.io, Markdown, JSON')
    .option(
      '-n, --namespace <name>',
      'only this namespace; for manifests also the one of objects that name none',
    )
    .option('-A, --all-namespaces', 'all namespaces (the default with -f)')
    .option('-l, --selector <labels>', 'only Services with these labels')
    .addOption(
      new Option(
        '-o, --output <format>',
        'format (default: what the name of --out says, else svg)',
      ).choices(pictureFormats),
    )
    .option('--out <path>', 'write to this file or folder instead of standard output')
    .addOption(
      new Option('--theme <theme>', "colours; system follows the reader's own setting (SVG)")
        .choices(themes)
        .default('light'),
    )
    .addOption(new Option('--lang <language>', 'language').choices(['en', 'zh']).default('en'))
    .option('--scale <number>', 'PNG: pixels for each of the drawing', scaleOf, defaultScale)
    .addOption(
      new Option('--density <density>', 'how much room everything has')
        .choices(densities)
        .default('normal'),
    )
    .addOption(
      new Option(
        '--layout <layout>',
        'SVG and PNG: from left to right, or for narrow places such as a phone',
      )
        .choices(layouts)
        .default('wide'),
    )
    .option('--from <vantage>', 'as seen from pod:NS/NAME, node:NAME, outside or server alone')
    .option('--no-pods', 'leave Pods out')
    .option('--no-nodes', 'leave the names of nodes and zones out')
    .option('--no-node-ports', 'leave NodePorts out')
    .option('--findings', 'show what is wrong with the Services')
    .option('--caption <text>', 'a line below the picture')
    .option('--legend', 'explain lines and signs')
    .option('--redact', 'replace names and addresses by made-up ones')
    .option(
      '--check',
      'write nothing; exit 1 when --out is not what would be written now (with -f)',
    )
    .option('--cluster-domain <zone>', 'the DNS zone of the cluster', 'cluster.local')
    .addHelpText('after', notes)
    .action(act);
}
