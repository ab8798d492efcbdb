/** The Chromium to launch; undefined means Playwright's own. */
export function chromiumPath(): string | undefined;
