// `portolan check`: everything that is wrong with the Services of a cluster, or of files.
import { findingsOfWorld, sortFindings } from '@portolan/shared/findings/findings.ts';
import { hairpinFindings } from '@portolan/shared/findings/hairpin.ts';
import { ignoreAnnotation } from '@portolan/shared/findings/ignored.ts';
import { notToldBy } from '@portolan/shared/findings/told.ts';
import { webhookFindings } from '@portolan/shared/findings/webhooks.ts';
import { isModelKind } from '@portolan/shared/model/parse/kinds.ts';
import { buildState } from '@portolan/shared/state/applyChange.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { checkWords } from '@portolan/shared/words/check.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';
import { openFiles } from '../manifests/fileSource.ts';
import { applyIgnores, ignoreText, parseIgnoreFlags, type AnnotationOf } from './checkIgnores.ts';
import { checkManifests } from './checkManifests.ts';
import { checkSarif } from './checkSarif.ts';
import { checkText } from './checkText.ts';
import { chooseSource, readManifests, type SourceFlags } from './chooseSource.ts';
import { loadWorld } from './loadWorld.ts';
import { type Terminal, exitCodes } from './terminal.ts';

export interface CheckFlags extends SourceFlags {
  allNamespaces?: boolean;
  failOn: 'error' | 'warning';
  ignore?: string[];
  output: 'text' | 'json' | 'sarif';
  lang: Language;
}

interface Checked {
  findings: readonly Finding[];
  world: ClusterState;
  annotationOf: AnnotationOf;
  linesOf: (file: string) => readonly string[] | undefined;
}

/** Exit code 1 when a finding is at least as bad as `--fail-on` says. */
export async function check(flags: CheckFlags, terminal: Terminal): Promise<number> {
  const ignores = parseIgnoreFlags(flags.ignore ?? []);
  const checked = flags.filename
    ? await checkFiles(flags.filename, flags, terminal)
    : await checkCluster(flags, terminal);
  const namespace = flags.allNamespaces ? undefined : flags.namespace;
  const within = checked.findings.filter(
    ({ object }) =>
      namespace === undefined || object.namespace === undefined || object.namespace === namespace,
  );
  const judged = applyIgnores(within, ignores, checked.annotationOf);
  if (flags.output === 'json') {
    terminal.out(JSON.stringify(judged.shown, undefined, 2));
  } else if (flags.output === 'sarif') {
    const sarif = checkSarif(judged, flags.lang, terminal.directory);
    terminal.out(JSON.stringify(sarif, undefined, 2));
  } else {
    const coloured = terminal.colour === true && !terminal.environment['NO_COLOR'];
    const services = [...checked.world.services(namespace)].length;
    const options = { language: flags.lang, coloured, linesOf: checked.linesOf, services };
    terminal.out(checkText(judged, options).join('\n'));
  }
  const fails = judged.shown.some(
    ({ severity }) => severity === 'error' || severity === flags.failOn,
  );
  return fails ? exitCodes.found : exitCodes.done;
}

async function checkFiles(
  paths: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<Checked> {
  const { files, unreadable } = await readManifests(paths, terminal);
  const namespace = flags.namespace ?? 'default';
  const source = openFiles(files, namespace);
  const written = checkManifests(source, unreadable, namespace, flags.lang);
  const world = buildState(written.world.objects);
  const raws = source.manifests.items.map(({ raw }) => raw);
  const deduced = [
    ...findingsOfWorld(world),
    ...webhookFindings(world, raws),
    ...hairpinFindings(world, raws, namespace),
  ].map((finding) => {
    const place = source.placeOf(finding.object, finding.path);
    return place === undefined ? finding : Object.assign({ ...finding }, { source: place });
  });
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  return {
    findings: sortFindings([...written.findings, ...notToldBy(written.findings, deduced)]),
    world,
    annotationOf: (object) => ignoreText(source.rawOf(object)),
    linesOf: (file) => texts.get(file)?.split(/\r?\n/),
  };
}

async function checkCluster(flags: CheckFlags, terminal: Terminal): Promise<Checked> {
  const world = await loadWorld(await chooseSource(flags, terminal), terminal);
  for (const { kind, namespace, verb } of world.unknowns()) {
    const where = namespace === undefined ? '' : ` (${namespace})`;
    terminal.err(say(checkWords, flags.lang, 'unknown', { verb, kind, where }));
  }
  return {
    findings: findingsOfWorld(world),
    world,
    annotationOf: ({ kind, namespace, name }) => {
      if (!isModelKind(kind)) return undefined;
      const key = namespace === undefined ? name : `${namespace}/${name}`;
      return world.object(kind, key)?.metadata.annotations.get(ignoreAnnotation);
    },
    linesOf: () => undefined,
  };
}
