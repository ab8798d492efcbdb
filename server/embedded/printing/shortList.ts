/** The first few of a list and how many more there are: `a,b,c + 2 more...`. */
export function shortList(items: readonly string[], empty: string, most = 3): string {
  if (items.length === 0) return empty;
  const shown = items.slice(0, most).join(',');
  return items.length > most ? `${shown} + ${items.length - most} more...` : shown;
}
