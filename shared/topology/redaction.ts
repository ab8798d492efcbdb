// Made-up names and addresses in place of real ones: the same for the same, in every file, and
// nothing of the original in them. What is learnt first never collides; what only turns up in a
// text later is replaced too: whatever is not known to be a word of Kubernetes goes.
import ipaddr from 'ipaddr.js';
import { familyOf } from '../paths/addresses.ts';
import { drawNumber, hashText } from '../simulate/hashing.ts';
import { isPublicWord } from './publicWords.ts';

/** The three documentation networks (RFC 5737), and one for tests (RFC 2544) when they are full. */
const documentation = ['192.0.2', '198.51.100', '203.0.113'] as const;
const hostsEach = 254;
const testNetworkSize = 2 ** 17;
const nameDigits = 7;

/** An IPv6 address, an IPv4 address, or a name; the rest of a text is kept. */
const tokens =
  /(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?=[^0-9a-z]|$))(?:\.\d+){0,3}|[\p{L}\p{N}_.-]+/giu;
const words = /[\p{L}\p{N}_.-]+/gu;

export interface Originals {
  readonly names: ReadonlySet<string>;
  /** In canonical form. */
  readonly addresses: ReadonlySet<string>;
}

export class Redaction {
  readonly #key: string;
  readonly #originals: Originals;
  readonly #names = new Map<string, string>();
  readonly #addresses = new Map<string, string>();
  readonly #taken = new Set<string>();

  /**
   * @param key Mixed into every replacement. Without one, who guesses a name can see whether the
   * guess is right; with one that is kept secret, nobody can.
   */
  constructor(originals: Originals, key = '') {
    this.#key = key;
    this.#originals = originals;
    for (const name of [...originals.names].toSorted()) this.name(name);
    for (const address of [...originals.addresses].toSorted()) this.address(address);
  }

  /** A whole name: `name-4821093`. */
  name(original: string): string {
    if (original === '') return '';
    const known = this.#names.get(original);
    if (known !== undefined) return known;
    const drawn = drawNumber(`${this.#key}name/${original}`, 10 ** nameDigits, (number) =>
      this.#isFree(nameOf(number)),
    );
    return this.#keep(this.#names, original, nameOf(drawn ?? 0));
  }

  /** Of the same family; loopback and unspecified addresses say nothing and stay. */
  address(original: string): string {
    const family = familyOf(original);
    if (family === undefined) return this.text(original);
    const parsed = ipaddr.parse(original);
    if (parsed.range() === 'loopback' || parsed.range() === 'unspecified') return original;
    const canonical = parsed.toString();
    const known = this.#addresses.get(canonical);
    if (known !== undefined) return known;
    const seed = `${this.#key}address/${canonical}`;
    const drawn = family === 'IPv4' ? this.#drawIPv4(seed) : drawIPv6(seed);
    return this.#keep(this.#addresses, canonical, drawn);
  }

  /** `cart.shop.svc.cluster.local`, `*.example.com`: label by label, Kubernetes' own labels stay. */
  host(original: string): string {
    if (familyOf(original) !== undefined) return this.address(original);
    return original
      .split('.')
      .map((label) => (label === '' || label === '*' ? label : this.#label(label)))
      .join('.');
  }

  /** Any other text: identifiers, paths, lists. Sentences of others are left out altogether. */
  text(original: string): string {
    const isProse = original.split(', ').some((item) => /\s/u.test(item.trim()));
    if (isProse) return '…';
    return original.replaceAll(tokens, (token) => {
      if (familyOf(token) !== undefined) return this.address(token);
      return token.replaceAll(words, (word) => this.#word(word));
    });
  }

  #word(word: string): string {
    if (this.#originals.names.has(word)) return this.name(word);
    if (familyOf(word) !== undefined) return this.address(word);
    if (isPublicWord(word)) return word;
    return word.includes('.') ? this.host(word) : this.name(word);
  }

  #label(label: string): string {
    if (this.#originals.names.has(label)) return this.name(label);
    return isPublicWord(label) ? label : this.name(label);
  }

  #drawIPv4(seed: string): string {
    const inDocumentation = drawNumber(seed, documentation.length * hostsEach, (number) =>
      this.#isFree(documentationAddress(number)),
    );
    if (inDocumentation !== undefined) return documentationAddress(inDocumentation);
    const inTests = drawNumber(seed, testNetworkSize, (number) =>
      this.#isFree(testAddress(number)),
    );
    return testAddress(inTests ?? 0);
  }

  /** Neither given out nor one of the originals, which would then seem to remain. */
  #isFree(replacement: string): boolean {
    return !this.#taken.has(replacement) && !this.#originals.addresses.has(replacement);
  }

  #keep(known: Map<string, string>, original: string, replacement: string): string {
    known.set(original, replacement);
    this.#taken.add(replacement);
    return replacement;
  }
}

function nameOf(number: number): string {
  return `name-${String(number).padStart(nameDigits, '0')}`;
}

function documentationAddress(number: number): string {
  const network = documentation[Math.floor(number / hostsEach)] ?? documentation[0];
  return `${network}.${1 + (number % hostsEach)}`;
}

function testAddress(number: number): string {
  return `198.${18 + Math.floor(number / 2 ** 16)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

/** In 2001:db8::/32 (RFC 3849), whose room makes a collision as good as impossible. */
function drawIPv6(seed: string): string {
  const bytes = Array.from(hashText(seed, 24), (letter) => letter.charCodeAt(0) % 16);
  const groups = Array.from({ length: 6 }, (_, group) =>
    bytes.slice(group * 4, group * 4 + 4).reduce((value, nibble) => value * 16 + nibble, 0),
  );
  return ipaddr
    .parse(['2001', 'db8', ...groups.map((group) => group.toString(16))].join(':'))
    .toString();
}
