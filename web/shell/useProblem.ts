import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import { say } from '@portolan/shared/words/say.ts';
import { sourceWords } from '@portolan/shared/words/source.ts';
import { useSettings } from '../words/useWords.ts';

/** Why the source is not live, in words. */
export function useProblem({ problem }: SourceStatus): string | undefined {
  const { language } = useSettings();
  return problem && say(sourceWords, language, problem.code, problem.params);
}
