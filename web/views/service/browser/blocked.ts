// What the browser itself stops before a request goes out. To a script it looks like any failure, so
// it has to be known beforehand.

/** Ports no browser sends a request to (Fetch standard §2.9, "bad port"). */
const badPorts: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/** Chromium's permissions for requests to more private networks, by their names since 142 and 145. */
const localNetworkPermissions = ['local-network-access', 'local-network', 'loopback-network'];

export interface BrowserPlace {
  /** The page's own address. */
  page: URL;
  /** State of a permission; undefined where the browser does not know it. */
  permission: (name: string) => Promise<string | undefined>;
}

/** Whether the browser would not even send a request there. */
export async function isBlocked(url: URL, { page, permission }: BrowserPlace): Promise<boolean> {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (badPorts.has(port)) return true;
  const isPlain = url.protocol === 'http:' && !isLoopback(url);
  if (page.protocol === 'https:' && isPlain) return true;
  // From loopback nothing is more private: there the permission is not asked for.
  if (isLoopback(page)) return false;
  const states = await Promise.all(localNetworkPermissions.map(permission));
  return states.includes('denied');
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
