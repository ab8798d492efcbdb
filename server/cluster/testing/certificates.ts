import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface KeyPair {
  /** PEM. */
  key: string;
  cert: string;
}

export interface Authority extends KeyPair {
  /** Signs a certificate for these names, e.g. `IP:127.0.0.1`; with `days` -1 it has expired. */
  issue(names: string, days?: number): KeyPair;
}

/** A certificate authority for one test file, or undefined where there is no `openssl`. */
export function createAuthority(name: string): Authority | undefined {
  const pair = inFolder((folder) => {
    openssl(folder, [...newKey, '-x509', '-days', '2', '-subj', `/CN=${name}`, '-out', 'cert.pem']);
    return readPair(folder);
  });
  return pair === undefined
    ? undefined
    : { ...pair, issue: (names, days) => issue(pair, names, days) };
}

const newKey = [
  'req',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-keyout',
  'key.pem',
];

function issue(authority: KeyPair, names: string, days = 1): KeyPair {
  const pair = inFolder((folder) => {
    writeFileSync(path.join(folder, 'ca.pem'), authority.cert);
    writeFileSync(path.join(folder, 'ca.key'), authority.key);
    writeFileSync(path.join(folder, 'ext'), `subjectAltName=${names}\n`);
    openssl(folder, [...newKey, '-subj', '/CN=leaf', '-out', 'leaf.csr']);
    openssl(folder, [
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-set_serial',
      `0x${randomSerial()}`,
      '-extfile',
      'ext',
      ...validity(days),
      '-out',
      'cert.pem',
    ]);
    return readPair(folder);
  });
  if (pair === undefined) throw new Error('openssl was there a moment ago');
  return pair;
}

/** OpenSSL 3.0 has no `-not_after`, but takes a negative number of days. */
function validity(days: number): string[] {
  return ['-days', `${days}`];
}

let serials = 0;
function randomSerial(): string {
  serials += 1;
  return (1_000 + serials).toString(16);
}

function inFolder(make: (folder: string) => KeyPair): KeyPair | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-certificates-'));
  try {
    return make(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function openssl(folder: string, args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

function readPair(folder: string): KeyPair {
  return {
    key: readFileSync(path.join(folder, 'key.pem'), 'utf8'),
    cert: readFileSync(path.join(folder, 'cert.pem'), 'utf8'),
  };
}
