import type { GroupLabel } from '@portolan/shared/diagram/elements.ts';
import type { NodeProps } from '@xyflow/react';
import { useUnknown } from '../live/live.tsx';
import { memo, type ReactNode } from 'react';
import type { UiCode } from '@portolan/shared/words/ui.ts';
import { useWords, type Say } from '../words/useWords.ts';
import type { FrameNode as Frame, HeadingNode as Heading } from './flowElements.ts';
import styles from './cards.module.css';

/** What belongs together: a workload's Pods, the nodes of one NodePort. */
export const FrameNode = memo(function FrameNode({ data }: NodeProps<Frame>): ReactNode {
  const say = useWords();
  return (
    <div className={styles['frame']}>
      <span className={styles['frameLabel']}>{groupText(data.group.label, say)}</span>
    </div>
  );
});

export function groupText(label: GroupLabel, say: Say): string {
  if (label.kind === 'workload') {
    return say('workloadGroup', { kind: label.workload, name: label.name, pods: label.pods });
  }
  const { policy, nodes } = label;
  return policy === undefined
    ? say('nodePortGroup', { nodes })
    : say('nodePortPolicy', { policy, nodes });
}

/** Where endpoints would be: that there are none, or that nobody may tell. */
export const NoteNode = memo(function NoteNode(): ReactNode {
  const say = useWords();
  const unknown = useUnknown().some(({ kind }) => kind === 'EndpointSlice');
  return <div className={styles['note']}>{say(unknown ? 'backendsUnknown' : 'noBackends')}</div>;
});

const headings = {
  vantage: 'colFrom',
  entry: 'colEntry',
  service: 'colService',
  endpoint: 'colEndpoint',
  pod: 'colPod',
  external: 'colExternal',
} as const satisfies Record<Heading['data']['column'], UiCode>;

export const HeadingNode = memo(function HeadingNode({ data }: NodeProps<Heading>): ReactNode {
  const say = useWords();
  return <div className={styles['heading']}>{say(headings[data.column])}</div>;
});
