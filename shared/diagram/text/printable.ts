// Whatever names and labels hold comes out as text: nothing invisible, nothing XML cannot hold.

/** U+FFFD, the sign for what cannot be shown. */
const unprintable = '\uFFFD';

/**
 * What no reader can see or no XML document can hold: controls, lone surrogates, noncharacters, and
 * the invisible signs that turn the direction of the text around them.
 */
const hidden =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Noncharacter_Code_Point}/gu;
const blanks = /[\t\n\r]+/g;
const rightToLeft =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** What nearly every name is made of: nothing to look for. */
const ascii = /^[ -~]*$/;

/** The text on one line, with U+FFFD in place of what is hidden or forbidden in XML. */
export function printable(text: string): string {
  if (ascii.test(text)) return text;
  return text.replaceAll(blanks, ' ').replaceAll(hidden, unprintable);
}

/** Holds letters that run from right to left, and so must be kept apart from what stands around. */
export function runsRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}
