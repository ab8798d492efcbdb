// Message catalogues. A family maps each code to its English and Simplified Chinese text, side by
// side, so that neither language can miss one. Placeholders: `{name}`; a plural in English is
// `{count|endpoint|endpoints}` (the number is not repeated).

export type Language = 'en' | 'zh';
export const languages: readonly Language[] = ['en', 'zh'];

export type Params = Readonly<Record<string, string | number | boolean>>;
export interface Text {
  readonly en: string;
  readonly zh: string;
}
/** Code → text. Look codes up with `say`, never by indexing: codes may come from the wire. */
export type Words<Code extends string = string> = Readonly<Record<Code, Text>>;

/**
 * The text of a code with its parameters filled in. A code the family does not hold comes back as
 * the code itself, so that a newer server never blanks an older page.
 */
export function say(words: Words, language: Language, code: string, params: Params = {}): string {
  if (!Object.hasOwn(words, code)) return code;
  const text = words[code]?.[language] ?? code;
  return text.replaceAll(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one, many) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value === undefined) return whole;
      if (typeof many !== 'string') return String(value);
      return value === 1 ? String(one) : many;
    },
  );
}
