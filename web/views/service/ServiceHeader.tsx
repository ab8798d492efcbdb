import { disagreements } from '@portolan/shared/diagram/pathState.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { useEffect, useRef, type ReactNode } from 'react';
import { useUnknown } from '../../live/live.tsx';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { Chip, type ChipTone } from '../../ui/Chip.tsx';
import controls from '../../ui/controls.module.css';
import { formatPlace, type ServicePlace } from '../../url/location.ts';
import { hasGoneOn, listAsLeft, refine } from '../../url/usePlace.ts';
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import { useWords } from '../../words/useWords.ts';
import styles from './ServiceHeader.module.css';
import { SkipLinks, type Part } from './SkipLinks.tsx';
import { TestControls } from './TestControls.tsx';

interface ServiceHeaderProps {
  readonly view: ServiceView;
  readonly probes: ProbeResults;
  readonly place: ServicePlace;
  readonly onOutline: (outline: boolean) => void;
  readonly onSelect: (id: string) => void;
}

export function ServiceHeader(props: ServiceHeaderProps): ReactNode {
  const { view, probes, place, onOutline, onSelect } = props;
  const say = useWords();
  const readiness = useReadiness(view);
  return (
    <header className={styles['header']}>
      <div className={styles['title']}>
        <nav aria-label={say('breadcrumb')} className={styles['crumbs']}>
          <a href={formatPlace(listAsLeft())}>{say('services')}</a> /{' '}
          <a href={formatPlace({ page: 'services', namespace: view.namespace })}>
            {view.namespace}
          </a>{' '}
          /
        </nav>
        <Heading name={view.name} />
        <SkipLinks parts={partsOf(view, place)} />
        <output className={styles['chips']}>
          <Chip tone="sea">{view.headless ? `${view.type} · ${say('headless')}` : view.type}</Chip>
          {readiness && (
            <Chip tone={readiness.tone} icon={readiness.icon}>
              {readiness.text}
            </Chip>
          )}
          <Disagreements view={view} probes={probes} onSelect={onSelect} />
          {view.state && <Chip tone="idle">{say(view.state)}</Chip>}
        </output>
      </div>
      <div className={styles['actions']}>
        <SeeAs view={view} place={place} />
        <TestControls service={`${view.namespace}/${view.name}`} />
        <fieldset className={styles['switch']}>
          <ViewButton
            pressed={!place.outline}
            onPress={() => onOutline(false)}
            text={say('diagram')}
          />
          <ViewButton
            pressed={place.outline ?? false}
            onPress={() => onOutline(true)}
            text={say('outline')}
          />
        </fieldset>
        <ExportMenu
          name={`${view.namespace}/${view.name}`}
          subject={{
            namespace: view.namespace,
            service: view.name,
            ...(place.from === undefined ? {} : { from: place.from }),
          }}
        />
      </div>
    </header>
  );
}

function partsOf(view: ServiceView, { outline }: ServicePlace): readonly Part[] {
  return [
    outline ? 'Outline' : 'Diagram',
    ...(view.expectations.length > 0 ? (['Reachability'] as const) : []),
    ...(view.findings.length > 0 ? (['Findings'] as const) : []),
  ];
}

/** How many there are, and the way to the first of them. */
function Disagreements({
  view,
  probes,
  onSelect,
}: Pick<ServiceHeaderProps, 'view' | 'probes' | 'onSelect'>): ReactNode {
  const say = useWords();
  const odd = disagreements(view, probes);
  const [first] = odd;
  if (!first) return null;
  return (
    <button
      className={styles['odd']}
      type="button"
      title={say('showDisagreement')}
      onClick={() => onSelect(`path/${first.vantage}/${first.target}`)}
    >
      <Chip tone="odd" icon="≠">
        {say('disagreementCount', { count: odd.length })}
      </Chip>
    </button>
  );
}

/** Takes the focus that the list had: a reader of the screen is told where they are now. */
function Heading({ name }: { readonly name: string }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (hasGoneOn() && isFree) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {name}
    </h1>
  );
}

interface Readiness {
  readonly text: string;
  readonly tone: ChipTone;
  readonly icon: string;
}

/** How many endpoint addresses are ready; undefined where a Service has none by nature. */
function useReadiness(view: ServiceView): Readiness | undefined {
  const say = useWords();
  const unknown = useUnknown().some(({ kind }) => kind === 'EndpointSlice');
  if (view.type === 'ExternalName') return undefined;
  const addresses = new Map<string, boolean>();
  for (const { address, ready } of view.endpoints) {
    addresses.set(address, ready || (addresses.get(address) ?? false));
  }
  const total = addresses.size;
  const ready = [...addresses.values()].filter(Boolean).length;
  if (total === 0) {
    return { text: say(unknown ? 'endpointsUnknown' : 'noEndpointsYet'), tone: 'idle', icon: '○' };
  }
  const text = say('readyOf', { ready, total });
  if (ready === total) return { text, tone: 'ok', icon: '✓' };
  return ready > 0 ? { text, tone: 'warn', icon: '!' } : { text, tone: 'bad', icon: '✕' };
}

function SeeAs({
  view,
  place,
}: {
  readonly view: ServiceView;
  readonly place: ServicePlace;
}): ReactNode {
  const say = useWords();
  if (view.vantages.length < 2) return null;
  return (
    <label className={styles['seeAs']}>
      <span>{say('seeAs')}</span>
      <select
        className={controls['select']}
        value={place.from ?? ''}
        onChange={(event) => {
          const { from: _, ...rest } = place;
          refine(event.target.value ? { ...rest, from: event.target.value } : rest);
        }}
      >
        <option value="">{say('everyVantage')}</option>
        {view.vantages.map((vantage) => (
          <option key={vantage.id} value={vantage.id}>
            {vantageText(vantage, say).name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ViewButtonProps {
  readonly pressed: boolean;
  readonly text: string;
  readonly onPress: () => void;
}

function ViewButton({ pressed, text, onPress }: ViewButtonProps): ReactNode {
  return (
    <button className={controls['button']} type="button" aria-pressed={pressed} onClick={onPress}>
      {text}
    </button>
  );
}
