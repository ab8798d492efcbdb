// `portolan snapshot`: pictures of Services for documents, from a cluster, from manifests or from
// saved state.
import type { Arrangement } from '@portolan/shared/diagram/scene/metrics.ts';
import type { Density, PictureTheme } from '@portolan/shared/diagram/svg/picture.ts';
import type { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import { openFiles } from '../manifests/fileSource.ts';
import { chooseServices } from '../pictures/chooseServices.ts';
import { fileKinds, pictureFormats, type PictureFormat } from '../pictures/formats.ts';
import { gatherViews, makePicture } from '../pictures/makePicture.ts';
import { PictureError } from '../pictures/pictureError.ts';
import { pictureFolder } from '../pictures/pictureFolder.ts';
import type { PictureOptions } from '../pictures/pictureOptions.ts';
import {
  type PictureSource,
  savedPictures,
  withFindings,
  withoutServer,
  worldPictures,
} from '../pictures/pictureSource.ts';
import { savedStateOf } from '../pictures/savedState.ts';
import { checkManifests } from './checkManifests.ts';
import { chooseSource, manifestFiles, type SourceFlags } from './chooseSource.ts';
import { loadWorld } from './loadWorld.ts';
import {
  compareFiles,
  destinationOf,
  type Destination,
  type Files,
  writeFiles,
} from './snapshotFiles.ts';
import { CommandError, type Terminal, exitCodes } from './terminal.ts';

export interface SnapshotFlags extends SourceFlags {
  allNamespaces?: boolean;
  selector?: string;
  output?: PictureFormat;
  out?: string;
  theme: PictureTheme;
  lang: Language;
  density: Density;
  layout: Arrangement;
  scale: number;
  from?: string;
  pods: boolean;
  nodes: boolean;
  nodePorts: boolean;
  findings?: boolean;
  caption?: string;
  legend?: boolean;
  redact?: boolean;
  check?: boolean;
  clusterDomain: string;
}

/** Mixed into redacted names, so that nobody can tell by trying which name is whose. */
const redactionKey = 'PORTOLAN_REDACT_KEY';

/** Exit code 1 when `--check` finds that pictures are not what would be made now. */
export async function snapshot(
  service: string | undefined,
  flags: SnapshotFlags,
  terminal: Terminal,
): Promise<number> {
  checkFlags(service, flags);
  try {
    return await makeSnapshot(service, flags, terminal);
  } catch (error) {
    if (error instanceof PictureError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function checkFlags(service: string | undefined, flags: SnapshotFlags): void {
  const { filename, namespace, allNamespaces, selector, check, out } = flags;
  if (
    !filename &&
    service === undefined &&
    namespace === undefined &&
    !selector &&
    !allNamespaces
  ) {
    throw new CommandError('name a Service, a namespace with -n, labels with -l, or all with -A');
  }
  if (service !== undefined && (selector !== undefined || allNamespaces)) {
    throw new CommandError('name one Service, or several with -n, -A or -l, not both');
  }
  if (!check) return;
  if (!filename) {
    throw new CommandError(
      '--check compares with files or saved state (-f): a live cluster changes by itself',
    );
  }
  if (out === undefined) throw new CommandError('--check needs --out: what is to be checked');
}

async function makeSnapshot(
  service: string | undefined,
  flags: SnapshotFlags,
  terminal: Terminal,
): Promise<number> {
  const destination = await destinationOf(flags.out, terminal.directory);
  const options = optionsOf(flags, destination, terminal);
  const source = await pictureSource(flags, terminal);
  const services = chooseServices(source, {
    ...(service !== undefined && { service }),
    ...(!flags.allNamespaces && flags.namespace !== undefined && { namespace: flags.namespace }),
    ...(flags.selector !== undefined && { selector: flags.selector }),
  });
  const views = gatherViews(source, services, options);
  if (destination.kind === 'stdout') {
    await print(views, options, terminal);
    return exitCodes.done;
  }
  const { files, leftOut } = await filesOf(views, options, destination);
  for (const reason of leftOut) terminal.err(`left out: ${reason}`);
  const { extension } = fileKinds[options.format];
  if (flags.check) return compareFiles(destination, files, extension, terminal);
  await writeFiles(destination, files, extension, terminal);
  return exitCodes.done;
}

function optionsOf(
  flags: SnapshotFlags,
  destination: Destination,
  terminal: Terminal,
): PictureOptions {
  const { theme, lang, density, layout, scale, from, caption, pods, nodes, nodePorts } = flags;
  const key = terminal.environment[redactionKey] ?? '';
  return {
    format: flags.output ?? formatOf(destination),
    theme,
    lang,
    density,
    layout,
    scale,
    ...(from !== undefined && { from }),
    parts: { pods, nodes, nodePorts },
    findings: flags.findings === true,
    ...(caption !== undefined && { caption }),
    legend: flags.legend === true,
    ...(flags.redact && { redact: { key } }),
  };
}

/** What the name of the file says, where nothing else does. */
function formatOf(destination: Destination): PictureFormat {
  if (destination.kind !== 'file') return 'svg';
  const named = pictureFormats.find((format) =>
    destination.path.endsWith(`.${fileKinds[format].extension}`),
  );
  if (named !== undefined) return named;
  const known = pictureFormats.map((format) => `.${fileKinds[format].extension}`).join(', ');
  throw new CommandError(
    `${destination.path}: its name says none of the formats (${known}); name one with -o`,
  );
}

async function pictureSource(flags: SnapshotFlags, terminal: Terminal): Promise<PictureSource> {
  const { clusterDomain } = flags;
  if (!flags.filename) {
    const world = await loadWorld(await chooseSource(flags, terminal), terminal);
    return worldPictures(world, clusterDomain);
  }
  const files = await manifestFiles(flags.filename, terminal);
  const saved = savedStateOf(files);
  if (!saved) {
    const namespace = flags.namespace ?? 'default';
    const source = openFiles(files, namespace);
    const { findings } = checkManifests(source, [], namespace, flags.lang);
    const pictures = worldPictures(await loadWorld(source, terminal), clusterDomain);
    return withFindings(withoutServer(pictures), findings);
  }
  if (saved.partial) {
    terminal.err(
      'the topology was saved without verdicts and Pods: they stay unknown (snapshot -o json saves them)',
    );
  }
  return withoutServer(savedPictures(saved.snapshot));
}

async function print(views: Snapshot, options: PictureOptions, terminal: Terminal): Promise<void> {
  const isImage = options.format === 'png';
  if (isImage && (terminal.colour || !terminal.bytes)) {
    throw new CommandError('a PNG is nothing for a terminal: name a file with --out');
  }
  const picture = await makePicture(views, options);
  if (isImage) terminal.bytes?.(picture);
  // The terminal ends the line itself.
  else terminal.out(new TextDecoder().decode(picture).replace(/\n$/, ''));
}

async function filesOf(
  views: Snapshot,
  options: PictureOptions,
  destination: Exclude<Destination, { kind: 'stdout' }>,
): Promise<{ files: Files; leftOut: readonly string[] }> {
  if (destination.kind === 'folder') return pictureFolder(views, options);
  if (options.format !== 'markdown') {
    const files = new Map([[destination.name, await makePicture(views, options)]]);
    return { files, leftOut: [] };
  }
  // A page of Markdown has its picture beside it.
  const picture = `${destination.name.replace(/\.[^.]*$/, '')}.svg`;
  const page = await makePicture(views, options, 'markdown', { picture });
  const drawn = await makePicture(views, options, 'svg');
  return {
    files: new Map([
      [picture, drawn],
      [destination.name, page],
    ]),
    leftOut: [],
  };
}
