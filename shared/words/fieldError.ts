// A field error as one sentence, the way the API server puts it in a Status.

import type { FieldError, FieldErrorType } from '../validate/fieldError.ts';
import { say, type Language } from './say.ts';
import type { Words } from './say.ts';
import { validationWords } from './validation.ts';

export const fieldErrorTypeWords = {
  Required: { en: 'Required value', zh: '缺少必需的值' },
  Duplicate: { en: 'Duplicate value', zh: '重复的值' },
  Invalid: { en: 'Invalid value', zh: '无效的值' },
  TypeInvalid: { en: 'Invalid value', zh: '无效的值' },
  NotSupported: { en: 'Unsupported value', zh: '不支持的值' },
  Forbidden: { en: 'Forbidden', zh: '不允许' },
  TooLong: { en: 'Too long', zh: '过长' },
  TooMany: { en: 'Too many', zh: '过多' },
} satisfies Words<FieldErrorType>;

/** Without the field, e.g. `Invalid value: 99999: must be between 1 and 65535, inclusive`. */
export function fieldErrorMessage(error: FieldError, language: Language = 'en'): string {
  const parts = [say(fieldErrorTypeWords, language, error.type)];
  if (error.value !== undefined) parts.push(JSON.stringify(error.value));
  if (error.code) parts.push(say(validationWords, language, error.code, error.params));
  return parts.join(': ');
}
