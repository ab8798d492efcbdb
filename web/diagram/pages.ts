import { createContext } from 'react';

/** Where the reader's own browser can open entry points, by their ids. */
export const PagesContext = createContext<ReadonlyMap<string, string>>(new Map());
