import { drawFrame, drawHeading, drawNote } from '@portolan/shared/diagram/scene/surroundings.ts';
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useUnknown } from '../live/live.tsx';
import { useWords } from '../words/useWords.ts';
import styles from './cards.module.css';
import type {
  FrameNode as Frame,
  HeadingNode as Heading,
  NoteNode as Note,
} from './flowElements.ts';
import { Scene } from './Scene.tsx';
import { usePen } from './usePen.ts';

/** What belongs together: a workload's Pods, the nodes of one NodePort. */
export const FrameNode = memo(function FrameNode({
  data,
  width = 0,
  height = 0,
}: NodeProps<Frame>): ReactNode {
  const size = { width, height };
  const shapes = drawFrame(data.group.label, size, usePen());
  return <Scene className={styles['beyond']} shapes={shapes} {...size} />;
});

/** Where endpoints would be: that there are none, or that nobody may tell. */
export const NoteNode = memo(function NoteNode({
  width = 0,
  height = 0,
}: NodeProps<Note>): ReactNode {
  const say = useWords();
  const unknown = useUnknown().some(({ kind }) => kind === 'EndpointSlice');
  const size = { width, height };
  return (
    <Scene shapes={drawNote(say(unknown ? 'backendsUnknown' : 'noBackends'), size)} {...size} />
  );
});

export const HeadingNode = memo(function HeadingNode({
  data,
  width = 0,
  height = 0,
}: NodeProps<Heading>): ReactNode {
  const size = { width, height };
  return <Scene shapes={drawHeading(data.column, size, usePen())} {...size} />;
});
