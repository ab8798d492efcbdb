import type { Diagram } from '@portolan/shared/diagram/elements.ts';
import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import controls from '../ui/controls.module.css';
import { useKey } from '../ui/useKey.ts';
import { useWords } from '../words/useWords.ts';
import { FindingDetails, FindingGone } from './FindingDetails.tsx';
import styles from './Inspector.module.css';
import { ObjectDetails } from './ObjectDetails.tsx';
import { PathDetails } from './PathDetails.tsx';
import { VantageDetails } from './VantageDetails.tsx';

interface InspectorProps {
  readonly view: ServiceView;
  readonly diagram: Diagram;
  readonly paths: Paths;
  readonly probes: ProbeResults;
  readonly selected: string;
  /** Shown instead of what is selected; null: it is no more. */
  readonly finding: Finding | null | undefined;
  readonly from: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

/** What is known of the chosen node or edge. */
export default function Inspector(props: InspectorProps): ReactNode {
  const say = useWords();
  const panel = useRef<HTMLElement>(null);
  useKey('i', () => panel.current?.focus());
  useEffect(() => {
    // Scrolling may return a promise: it is no clean-up.
    panel.current?.scrollTo(0, 0);
  }, []);
  return (
    <aside className={styles['inspector']} ref={panel} tabIndex={-1} aria-label={say('inspector')}>
      <button
        className={`${controls['icon']} ${styles['close']}`}
        type="button"
        aria-label={say('close')}
        onClick={() => props.onSelect(undefined)}
      >
        <X size={17} />
      </button>
      <Details {...props} />
    </aside>
  );
}

function Details(props: InspectorProps): ReactNode {
  const say = useWords();
  const { view, diagram, paths, selected, finding, onSelect } = props;
  if (finding === null) return <FindingGone />;
  if (finding) return <FindingDetails finding={finding} />;
  const path = chosenPath(props);
  if (path) return <PathDetails {...props} {...path} />;
  const vantage = view.vantages.find(({ id }) => `vantage/${id}` === selected);
  if (vantage)
    return <VantageDetails view={view} paths={paths} vantage={vantage} onSelect={onSelect} />;
  const node = diagram.nodes.find(({ id }) => id === selected);
  if (node) return <ObjectDetails {...props} node={node} />;
  return <p>{say('selectHint')}</p>;
}

/** The path an entry point or an edge stands for, seen from the vantage point in question. */
function chosenPath({
  view,
  paths,
  selected,
  from,
}: InspectorProps): { vantage: string; target: string } | undefined {
  const entry = view.entryPoints.find(({ id }) => `entry/${id}` === selected);
  if (entry) {
    const state = paths.worst(entry.id, from);
    return { vantage: state?.vantage ?? from ?? '', target: entry.id };
  }
  const expectation = view.expectations.find(
    ({ vantage, target }) => `path/${vantage}/${target}` === selected,
  );
  return expectation && { vantage: expectation.vantage, target: expectation.target };
}
