/** The objects of a public key directory, each once, whatever the number of sources. Nothing in them is verified yet. */
import { createHash } from 'node:crypto';
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { descend, expectTag } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../hardware/ber/read.ts';
import {
  GENERALIZED_TIME,
  INTEGER,
  OBJECT_IDENTIFIER,
  readOid,
  SEQUENCE,
  UTC_TIME,
} from '../../../hardware/ber/universal.ts';
import { PkdError } from './pkd-error.ts';

export const OBJECT_KINDS = ['certificate', 'revocation-list', 'master-list', 'deviation-list', 'defect-list'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Content types of lists in CMS. */
const LISTS: Readonly<Record<string, ObjectKind>> = {
  '2.23.136.1.1.2': 'master-list',
  '2.23.136.1.1.7': 'deviation-list',
  '0.4.0.127.0.7.3.1.5': 'defect-list',
};
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const LIMITS: BerLimits = { bytes: 8_388_608, elements: 10_000, depth: 8 };

/** The kind of a file by its structure; `undefined` for anything else. */
export function kindOf(bytes: Uint8Array<ArrayBuffer>): ObjectKind | undefined {
  try {
    const root = expectTag(readBer(bytes, LIMITS), SEQUENCE);
    const [first] = root.children();
    if (first?.tag === OBJECT_IDENTIFIER) return readOid(first) === SIGNED_DATA ? listKindOf(root) : undefined;
    return bodyKindOf(expectTag(first, SEQUENCE));
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

function listKindOf(root: BerElement): ObjectKind | undefined {
  const content = descend(root, 0xa0, SEQUENCE, SEQUENCE);
  return LISTS[readOid(descend(content, OBJECT_IDENTIFIER))];
}

/** After version and serial number come algorithm and issuer in both; then a certificate has its validity, a list its time. */
function bodyKindOf(body: BerElement): ObjectKind | undefined {
  const [, , third] = body.children().filter(({ tag }) => tag !== 0xa0 && tag !== INTEGER);
  if (third?.tag === SEQUENCE) return 'certificate';
  return third?.tag === UTC_TIME || third?.tag === GENERALIZED_TIME ? 'revocation-list' : undefined;
}

const MAX_OBJECTS = 300_000;
const MAX_BYTES = 536_870_912;

export class DirectoryObjects {
  readonly #objects = new Map<ObjectKind, Uint8Array<ArrayBuffer>[]>();
  readonly #digests = new Set<string>();
  #bytes = 0;
  #unreadable = 0;

  /** Values that are none of the known objects. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Throws `PkdError` `too-large`. */
  add(value: Uint8Array<ArrayBuffer>): void {
    const kind = kindOf(value);
    if (kind === undefined) {
      this.#unreadable += 1;
      return;
    }
    const digest = createHash('sha256').update(value).digest('base64');
    if (this.#digests.has(digest)) return;
    this.#digests.add(digest);
    this.#bytes += value.length;
    if (this.#digests.size > MAX_OBJECTS || this.#bytes > MAX_BYTES) {
      throw new PkdError('too-large', `the sources have over ${MAX_OBJECTS} objects or ${MAX_BYTES} bytes`);
    }
    const same = this.#objects.get(kind);
    if (same === undefined) this.#objects.set(kind, [value]);
    else same.push(value);
  }

  of(kind: ObjectKind): readonly Uint8Array<ArrayBuffer>[] {
    return this.#objects.get(kind) ?? [];
  }

  counts(): Readonly<Record<ObjectKind, number>> {
    return Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, this.of(kind).length])) as Record<ObjectKind, number>;
  }
}
