// A TLS handshake that always comes to an end, and a judgement of the certificate beside it: chain
// and name are separate faults, and neither says that the path does not work.
import type { Duplex } from 'node:stream';
import { type PeerCertificate, type TLSSocket, checkServerIdentity, connect } from 'node:tls';
import type { TlsEvidence, TlsTrouble } from '@portolan/shared/wire/probe.ts';

/** Certificates may carry hundreds of names. */
const namesTold = 16;

export interface Secured {
  socket: TLSSocket;
  evidence: TlsEvidence;
}

/**
 * Resolves once keys are agreed, whatever the certificate is; rejects with the socket's or the TLS
 * library's error. `serverName` is absent where an address was dialled: of that, no name is asked.
 */
export function tlsHandshake(socket: Duplex, serverName: string | undefined): Promise<Secured> {
  return new Promise((resolve, reject) => {
    const secured = connect({
      socket,
      ...(serverName !== undefined && { servername: serverName }),
      // Judged below, so that chain and name are told apart and the evidence is whole.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['http/1.1'],
    });
    secured.once('error', reject);
    secured.once('secureConnect', () => {
      secured.off('error', reject);
      // What comes later belongs to whoever reads; nobody may be reading.
      secured.on('error', () => undefined);
      resolve({ socket: secured, evidence: judge(secured, serverName) });
    });
  });
}

function judge(socket: TLSSocket, serverName: string | undefined): TlsEvidence {
  const certificate = socket.getPeerCertificate();
  const chainCode = socket.authorized ? undefined : String(socket.authorizationError);
  const nameError = serverName && checkServerIdentity(serverName, certificate);
  const troubles: TlsTrouble[] = [];
  if (chainCode !== undefined && chainCode !== 'CERT_HAS_EXPIRED') troubles.push('untrusted');
  // The library names one fault of the chain alone, mostly another one.
  if (new Date(certificate.valid_to).getTime() < Date.now()) troubles.push('expired');
  if (nameError) troubles.push('nameMismatch');
  const code = chainCode ?? (nameError ? 'ERR_TLS_CERT_ALTNAME_INVALID' : undefined);
  const protocol = socket.getProtocol();
  const names = namesOf(certificate);
  return {
    ...(troubles.length > 0 && { troubles }),
    ...(code !== undefined && { code }),
    ...(protocol !== null && { protocol }),
    ...(serverName !== undefined && { serverName }),
    ...(names.length > 0 && { names }),
    ...validity(certificate),
  };
}

function validity({ valid_to: until }: PeerCertificate): Pick<TlsEvidence, 'validTo'> {
  const end = new Date(until);
  return Number.isNaN(end.getTime()) ? {} : { validTo: end.toISOString() };
}

/** `DNS:web.example, IP Address:10.0.0.1` without the kinds. */
function namesOf({ subjectaltname }: PeerCertificate): string[] {
  const names = (subjectaltname ?? '').split(', ').map((each) => each.replace(/^[^:]*:/, ''));
  return names.filter((name) => name !== '').slice(0, namesTold);
}

/** What failed, by the TLS library's code; undefined for a code that is none of its own. */
export function tlsTroubleOf(code: string): TlsTrouble | undefined {
  if (!code.startsWith('ERR_SSL_')) return undefined;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNEXPECTED_MESSAGE/.test(code)) {
    return 'notTls';
  }
  return /CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(code) ? 'clientCertificate' : 'handshake';
}
