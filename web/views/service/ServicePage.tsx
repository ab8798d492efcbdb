import { pathsOf } from '@portolan/shared/diagram/pathState.ts';
import { serviceDiagram } from '@portolan/shared/diagram/serviceDiagram.ts';
import { findingId, type Finding } from '@portolan/shared/wire/finding.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { ExpandContext } from '../../diagram/expand.ts';
import { PagesContext } from '../../diagram/pages.ts';
import { ServiceDiagram } from '../../diagram/ServiceDiagram.tsx';
import { useSteadyLayout } from '../../diagram/useSteady.ts';
import { pageOf } from '../../inspector/commands.ts';
import {
  useDiagnosis,
  useLink,
  useProbes,
  useServices,
  useSource,
  useView,
} from '../../live/live.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useKey } from '../../ui/useKey.ts';
import { formatPlace, type ServicePlace } from '../../url/location.ts';
import { go, listAsLeft, refine } from '../../url/usePlace.ts';
import { useWords } from '../../words/useWords.ts';
import { BrowserTests } from './browser/BrowserTests.tsx';
import { useBrowserTests } from './browser/useBrowserTests.ts';
import { findingPlace } from './findingPlace.ts';
import { Findings } from './Findings.tsx';
import { Outline } from './Outline.tsx';
import { FiveTests } from './reachability/FiveTests.tsx';
import { NodePortGrid } from './reachability/NodePortGrid.tsx';
import { Reachability } from './reachability/Reachability.tsx';
import { ServiceHeader } from './ServiceHeader.tsx';
import styles from './ServicePage.module.css';
import { useDiagramEscape } from './useDiagramEscape.ts';

// With the words of every rule: loaded when something is first selected.
const Inspector = lazy(() => import('../../inspector/Inspector.tsx'));
// With the words of every cause: loaded with the first one.
const DiagnosisPanel = lazy(() => import('./diagnosis/DiagnosisPanel.tsx'));

/** One Service: every way in, every hop to a Pod, and whether it works now. */
export default function ServicePage({ place }: { readonly place: ServicePlace }): ReactNode {
  const key = `${place.namespace}/${place.name}`;
  const say = useWords();
  const view = useView(key);
  const listed = useServices()?.has(key);
  const source = useSource();
  const link = useLink();
  useKey('Escape', () => leave(place));
  useDiagramEscape(() => leave(place));
  if (view) return <OpenService place={place} view={view} />;
  const settled = source?.state === 'live' || source?.state === 'stale';
  if (settled && (view === null || listed === false)) {
    return (
      <Notice title={say('viewGone', { key })}>
        <p>{say('viewGoneHint')}</p>
        <a href={formatPlace(listAsLeft())}>{say('toList')}</a>
      </Notice>
    );
  }
  if (link.state === 'outdated') return null;
  return <Notice title={say('viewLoading', { key })} busy />;
}

/** Escape closes the inspector first, then the Service. */
function leave(place: ServicePlace): void {
  const { selected, finding, ...rest } = place;
  if (selected === undefined && finding === undefined) return go(listAsLeft());
  if (selected !== undefined) returnFocus(selected);
  refine(rest);
}

/** A reader who moves by keyboard goes on where they were before the inspector. */
function returnFocus(selected: string): void {
  const focused = document.activeElement;
  if (focused !== document.body && !focused?.closest('aside, .react-flow')) return;
  const chosen = document.querySelector<HTMLElement>(`main [data-id="${CSS.escape(selected)}"]`);
  chosen?.focus();
}

/** The finding the address names; null when it is no more. */
function useChosenFinding(place: ServicePlace, view: ServiceView): Finding | null | undefined {
  return useMemo(
    () =>
      place.finding === undefined
        ? undefined
        : (view.findings.find((each) => findingId(each) === place.finding) ?? null),
    [place.finding, view],
  );
}

function pagesOf(view: ServiceView): ReadonlyMap<string, string> {
  const pages = view.entryPoints.map((entry) => [entry.id, pageOf(entry, view)] as const);
  return new Map(pages.flatMap(([id, page]) => (page === undefined ? [] : [[id, page]])));
}

interface OpenServiceProps {
  readonly place: ServicePlace;
  readonly view: ServiceView;
}

function OpenService({ place, view: streamed }: OpenServiceProps): ReactNode {
  const service = `${place.namespace}/${place.name}`;
  const heard = useProbes(service);
  const { view, probes, tests } = useBrowserTests(streamed, heard);
  const diagnoses = useDiagnosis(service);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set());
  const [tidied, setTidied] = useState(0);
  const from = view.vantages.find(({ id }) => id === place.from)?.id;
  const finding = useChosenFinding(place, view);
  const selected = place.selected ?? (finding ? findingPlace(finding, view) : undefined);
  const through = selected?.startsWith('entry/') ? selected.slice('entry/'.length) : undefined;
  const diagram = useMemo(
    () =>
      serviceDiagram(view, probes, {
        expanded,
        ...(from === undefined ? {} : { from }),
        ...(through === undefined ? {} : { through }),
      }),
    [view, probes, expanded, from, through],
  );
  const pages = useMemo(() => pagesOf(view), [view]);
  const paths = useMemo(() => pathsOf(view, probes), [view, probes]);
  const layout = useSteadyLayout(diagram, tidied);
  const select = (id: string | undefined): void => {
    const { selected: _, finding: __, ...rest } = place;
    if (id === undefined && selected !== undefined) returnFocus(selected);
    refine(id === undefined ? rest : { ...rest, selected: id });
  };
  const showOutline = (outline: boolean): void => {
    const { outline: _, ...rest } = place;
    refine(outline ? { ...rest, outline } : rest);
  };
  useKey('o', () => showOutline(!place.outline));
  const expand = (bundle: string): void => setExpanded(new Set([...expanded, bundle]));
  return (
    <div className={styles['page']}>
      <div className={styles['content']}>
        <ServiceHeader
          view={view}
          probes={probes}
          place={place}
          onOutline={showOutline}
          onSelect={select}
        />
        <div data-part="Findings">
          <Findings view={view} place={place} />
        </div>
        {diagnoses.length > 0 && (
          <Suspense>
            <DiagnosisPanel service={service} diagnoses={diagnoses} />
          </Suspense>
        )}
        {!place.outline && (
          <div data-part="Diagram">
            <ExpandContext value={expand}>
              <PagesContext value={pages}>
                <ServiceDiagram
                  name={view.name}
                  diagram={diagram}
                  layout={layout}
                  selected={selected}
                  labelPaths={from !== undefined || view.vantages.length === 1}
                  onSelect={select}
                  onTidy={() => {
                    setTidied(tidied + 1);
                    setExpanded(new Set());
                  }}
                />
              </PagesContext>
            </ExpandContext>
          </div>
        )}
        <div data-part="Outline">
          <Outline view={view} diagram={diagram} hidden={!place.outline} onSelect={select} />
        </div>
        <div className={styles['panels']} data-part="Reachability">
          <Reachability
            view={view}
            paths={paths}
            probes={probes}
            selected={selected}
            onSelect={select}
          >
            <BrowserTests tests={tests} />
          </Reachability>
          <NodePortGrid
            view={view}
            paths={paths}
            probes={probes}
            from={from}
            selected={selected}
            onSelect={select}
          />
          <FiveTests view={view} paths={paths} onSelect={select} />
        </div>
      </div>
      {(selected !== undefined || finding === null) && (
        <Suspense>
          <Inspector
            key={`${selected ?? ''} ${place.finding ?? ''}`}
            view={view}
            diagram={diagram}
            paths={paths}
            probes={probes}
            selected={selected ?? ''}
            finding={finding}
            from={from}
            onSelect={select}
          />
        </Suspense>
      )}
    </div>
  );
}
