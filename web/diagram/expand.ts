import { createContext } from 'react';

/** Opens a bundle. */
export const ExpandContext = createContext<(bundle: string) => void>(() => undefined);
