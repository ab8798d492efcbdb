import type { ReactNode } from 'react';

/** A compass rose. */
export function Logo(): ReactNode {
  return (
    <svg width="28" height="28" viewBox="-16 -16 32 32" aria-hidden="true" color="var(--sea)">
      <circle r="11" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M0-15 3.2 0 0 15-3.2 0Z" fill="currentColor" />
      <path d="M-15 0 0-3.2 15 0 0 3.2Z" fill="currentColor" fillOpacity=".38" />
    </svg>
  );
}
