import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import { diagnosisWords, sayCause } from '@portolan/shared/words/diagnosis.ts';
import { say, type Language, type Params } from '@portolan/shared/words/say.ts';
import { useSettings } from '../../../words/useWords.ts';

type Tell = (code: keyof typeof diagnosisWords, params?: Params) => string;

/** What stands around a diagnosis; the words come with the first one. */
export function useDiagnosisWords(): Tell {
  const { language } = useSettings();
  return (code, params) => say(diagnosisWords, language, code, params);
}

/** `Most likely`, and of all but the first, that they may be. */
export function headOf({ foreseen }: Diagnosis, isFirst: boolean): keyof typeof diagnosisWords {
  if (foreseen) return 'asPredicted';
  return isFirst ? 'mostLikely' : 'alsoPossible';
}

export function titleOf({ cause, params }: Diagnosis, language: Language): string {
  return sayCause(language, cause, params);
}
