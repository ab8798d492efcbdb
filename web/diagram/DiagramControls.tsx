import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, RefreshCcwDot } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import styles from './ServiceDiagram.module.css';

interface DiagramControlsProps {
  readonly zoomable: boolean;
  readonly onFit: () => void;
  readonly onTidy: () => void;
}

export function DiagramControls({ zoomable, onFit, onTidy }: DiagramControlsProps): ReactNode {
  const say = useWords();
  const { zoomIn, zoomOut } = useReactFlow();
  const zooms = [
    { label: say('zoomIn'), icon: <Plus size={15} />, act: () => void zoomIn() },
    { label: say('zoomOut'), icon: <Minus size={15} />, act: () => void zoomOut() },
  ];
  const buttons = [
    ...(zoomable ? zooms : []),
    { label: say('fit'), icon: <Maximize size={14} />, act: onFit },
    { label: say('tidy'), icon: <RefreshCcwDot size={14} />, act: onTidy },
  ];
  return (
    <Panel position="bottom-left" className={styles['controls'] ?? ''}>
      {buttons.map(({ label, icon, act }) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={act}>
          {icon}
        </button>
      ))}
    </Panel>
  );
}
