// The certificate the API serves TLS with: its own authority, made anew at every start.
import { generateKeyPairSync, randomBytes } from 'node:crypto';

import forge from 'node-forge';

/** PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const BITS = 2048;

/** `altNames` of node-forge, by its numbers of RFC 5280's GeneralName. */
const DNS = 2;
const IP = 7;

/** Under which clients on this machine dial the API. */
const names = ['localhost'];
const addresses = ['127.0.0.1', '::1'];

/** A certificate that vouches for itself, for the API on loopback; good for a year from `now`. */
export function selfSignedCertificate(now: number): Certificate {
  const { publicKey, privateKey: key } = generateKeyPairSync('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { pki, md } = forge;
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  // A serial number is positive (RFC 5280 §4.1.2.2): its first byte stays below 0x80.
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  // Clocks differ: a client's may be a little behind ours.
  certificate.validity.notBefore = new Date(now - DAY_MS);
  certificate.validity.notAfter = new Date(now + YEAR_MS);
  const subject = [{ shortName: 'CN', value: 'portolan embedded API' }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        ...names.map((value) => ({ type: DNS, value })),
        ...addresses.map((ip) => ({ type: IP, ip })),
      ],
    },
  ]);
  certificate.sign(pki.privateKeyFromPem(key), md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key };
}
