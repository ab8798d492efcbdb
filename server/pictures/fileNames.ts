// Names of files made of names of objects, which saved state may hold anything for.
import { createHash } from 'node:crypto';

/** What a name of Kubernetes looks like; it is its own file name. */
const plain = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
/** Names that mean something to a file system of Windows, and the one of our index. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|index)(\.|$)/;
const longest = 200;

/** One path segment; different names never share one, whatever the file system thinks of case. */
export function safeName(name: string): string {
  if (plain.test(name) && !reserved.test(name) && !name.includes('..') && name.length <= longest)
    return name;
  const readable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 60);
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  // No name of Kubernetes has an underscore: nothing else is called so.
  return `${readable.replaceAll(/^-+|-+$/g, '')}_${hash}`;
}
