/** A declaration that its trader sealed before sending, and the judgement of all that the server can see of it. Pure. */
import { z } from 'zod';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import { X_WING_ENCAPSULATION_BYTES } from '../../../contract/grant.ts';
import { FIELD_GROUPS, officeIdSchema, READERS_OF_ALL_LIMIT } from '../../../contract/office-keys.ts';
import { channelOf, factsSchema } from './readable-facts.ts';
import type { Readers } from './readers.ts';
import { KEY_BYTES, paddedLength, TAG_BYTES } from './sealed-form.ts';

/** Further offices that a declaration names. */
const MAX_NAMED_OFFICES = 16;
const MAX_FINDINGS = 500;

const group = z.enum(FIELD_GROUPS);
const text = z.string().min(1);

export const sealedEnvelopeSchema = z.strictObject({
  /** As `POST /v1/sealed-declarations/numbers` gave it. */
  number: z.string().regex(/^[0-9a-f]{32}$/),
  /** The readable part, as the trader's program computed it. */
  facts: factsSchema,
  /** Bytes in base64url. */
  content: z.strictObject({
    groups: z
      .array(z.strictObject({ group, sealed: text }))
      .min(1)
      .max(FIELD_GROUPS.length),
    offices: z
      .array(
        z.strictObject({
          office: officeIdSchema,
          encapsulation: text,
          keys: z
            .array(z.strictObject({ group, wrapped: text }))
            .min(1)
            .max(FIELD_GROUPS.length),
        }),
      )
      .min(1)
      .max(READERS_OF_ALL_LIMIT + MAX_NAMED_OFFICES),
  }),
});
export type SealedEnvelope = z.infer<typeof sealedEnvelopeSchema>;

export const ENVELOPE_FAULTS = [
  /** The readable part contradicts itself, or says that the declaration is rejected. */
  'facts',
  /** A group is named twice, or a ciphertext has a length that no padded text has. */
  'groups',
  /** An office is not on the list in force, its key has expired, or it is named twice. */
  'office',
  /** An office that must or may read a group lacks its key, or has the key of a group that it may not read. */
  'readers',
  /** An encapsulation or a wrapped key has another length. */
  'length',
] as const;
export type EnvelopeFault = (typeof ENVELOPE_FAULTS)[number];

/** @param readers the list in force. @returns `undefined` for an envelope that can be taken */
export function envelopeFault({ facts, content }: SealedEnvelope, readers: Readers, nowMs: number) {
  return factsFault(facts) ?? groupsFault(content) ?? officesFault(content, readers, nowMs);
}

function factsFault({
  state,
  channel,
  findings,
  dataSet,
  chapters,
}: SealedEnvelope['facts']): EnvelopeFault | undefined {
  const isSound =
    state === 'accepted' &&
    dataSet !== null &&
    channel === channelOf(findings) &&
    findings.length <= MAX_FINDINGS &&
    findings.every(({ severity }) => severity !== 'error') &&
    chapters.every((chapter, at) => at === 0 || (chapters[at - 1] ?? '') < chapter);
  return isSound ? undefined : 'facts';
}

function groupsFault({ groups }: SealedEnvelope['content']): EnvelopeFault | undefined {
  if (new Set(groups.map((one) => one.group)).size !== groups.length) return 'groups';
  const isPadded = (sealed: string): boolean => {
    const length = (decodeBase64Url(sealed)?.length ?? 0) - TAG_BYTES;
    return length > 0 && paddedLength(length) === length;
  };
  return groups.every(({ sealed }) => isPadded(sealed)) ? undefined : 'groups';
}

function officesFault(
  { groups, offices }: SealedEnvelope['content'],
  readers: Readers,
  nowMs: number,
): EnvelopeFault | undefined {
  const present = groups.map((one) => one.group);
  const inForce = new Map(
    readers.offices.filter(({ validUntil }) => validUntil > nowMs).map((reader) => [reader.office, reader]),
  );
  const named = new Set(offices.map(({ office }) => office));
  if (named.size !== offices.length || offices.some(({ office }) => !inForce.has(office))) return 'office';
  // An office that reads all declarations must be able to read this one
  for (const { office, reads, groups: readable } of inForce.values()) {
    const isNeeded = reads === 'all' && readable.some((one) => present.includes(one));
    if (isNeeded && !named.has(office)) return 'readers';
  }
  const read = new Set<string>();
  for (const { office, encapsulation, keys } of offices) {
    const due = (inForce.get(office)?.groups ?? []).filter((one) => present.includes(one));
    const given = keys.map((one) => one.group);
    if (given.length !== due.length || !due.every((one) => given.includes(one))) return 'readers';
    for (const one of given) read.add(one);
    if (decodeBase64Url(encapsulation)?.length !== X_WING_ENCAPSULATION_BYTES) return 'length';
    if (keys.some(({ wrapped }) => decodeBase64Url(wrapped)?.length !== KEY_BYTES + TAG_BYTES)) return 'length';
  }
  return present.every((one) => read.has(one)) ? undefined : 'readers';
}
