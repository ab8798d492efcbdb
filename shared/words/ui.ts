// The page's own words. Verdicts, outcomes, rules and reasons have families of their own.
import { exportWords } from './uiExport.ts';
import { findingsWords } from './uiFindings.ts';
import { listWords } from './uiList.ts';
import { reachWords } from './uiReach.ts';
import { serviceWords } from './uiService.ts';
import { shellWords } from './uiShell.ts';

export const uiWords = {
  ...shellWords,
  ...listWords,
  ...findingsWords,
  ...serviceWords,
  ...reachWords,
  ...exportWords,
} as const;
export type UiCode = keyof typeof uiWords;
