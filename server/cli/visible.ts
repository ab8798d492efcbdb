/**
 * Text of strangers for a terminal: what would move the cursor, change colours or turn the writing
 * around is shown as its code instead (F55).
 */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
