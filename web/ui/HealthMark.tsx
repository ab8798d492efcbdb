import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { findingTitles } from '@portolan/shared/words/findingTitles.ts';
import { healthWords } from '@portolan/shared/words/health.ts';
import { say } from '@portolan/shared/words/say.ts';
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  ExternalLink,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useSettings } from '../words/useWords.ts';
import styles from './HealthMark.module.css';

type Health = ServiceSummary['health'];

const icons = {
  healthy: CircleCheck,
  degraded: TriangleAlert,
  down: CircleX,
  idle: CircleDashed,
  external: ExternalLink,
  unknown: CircleHelp,
} as const satisfies Record<Health, unknown>;

interface HealthMarkProps {
  readonly health: Health;
  readonly reason?: ServiceSummary['reason'];
}

/** A reason is one of health's own, or the finding that weighs on it. */
const reasons = { ...findingTitles, ...healthWords };

/** Shape, word and colour, and why. */
export function HealthMark({ health, reason }: HealthMarkProps): ReactNode {
  const { language } = useSettings();
  const why = reason && say(reasons, language, reason.code, reason.params);
  const Icon = icons[health];
  return (
    <span className={`${styles['mark']} ${styles[health]}`}>
      <Icon size={15} aria-hidden="true" />
      <span className={styles['word']}>{say(healthWords, language, health)}</span>
      {reason && (
        <span className={styles['reason']} title={why}>
          {why}
        </span>
      )}
    </span>
  );
}
