// The last results of one path: latency as a line, what had no answer as marks at the foot.
import type { PathHistory } from '@portolan/shared/wire/probe.ts';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/useWords.ts';
import styles from './Evidence.module.css';
import { sparklineOf, sparkSize } from './sparkline.ts';
import { useHistory } from './useStatus.ts';

interface HistoryProps {
  readonly service: string;
  readonly from: string;
  readonly target: string;
}

export function History({ service, from, target }: HistoryProps): ReactNode {
  const say = useWords();
  const history = useHistory(service, from, target);
  if (!history || history.points.length < 2) return null;
  const { flaps, points } = history;
  return (
    <section className={styles['evidence']}>
      <h3>{say('history', { count: points.length })}</h3>
      <Sparkline points={points} />
      <p className={styles['row']}>
        <Range points={points} />
        <span className={flaps > 0 ? styles['warn'] : undefined}>
          {flaps > 0 ? `⇅ ${say('flaps', { count: flaps })}` : say('noFlaps')}
        </span>
      </p>
    </section>
  );
}

function Range({ points }: Pick<PathHistory, 'points'>): ReactNode {
  const say = useWords();
  const { min, max } = sparklineOf(points);
  return <span>{min !== undefined && max !== undefined && say('latencyRange', { min, max })}</span>;
}

function Sparkline({ points }: Pick<PathHistory, 'points'>): ReactNode {
  const say = useWords();
  const { line, marks, min, max } = sparklineOf(points);
  const count = points.length;
  const label =
    min === undefined || max === undefined
      ? say('sparklineSilent', { count })
      : say('sparkline', { count, min, max, failed: marks.length });
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${sparkSize.width} ${sparkSize.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {line.map((part) => (
        <polyline key={part} points={part} vectorEffect="non-scaling-stroke" />
      ))}
      {marks.map(({ x, odd }) => (
        <rect
          key={x}
          className={odd ? styles['markOdd'] : styles['mark']}
          x={x - 0.6}
          y={sparkSize.height - 6}
          width={1.2}
          height={6}
        />
      ))}
    </svg>
  );
}
