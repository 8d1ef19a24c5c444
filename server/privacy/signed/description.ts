/**
 * The description of the processing that two people sign: the part of the record that follows from the configuration and the decisions, without
 * counts and times, which change each day. Pure.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { RETENTION_CLASSES } from '../../contract/retention.ts';
import type { ProcessingRecord } from '../answers/record.ts';
import { CLASS_WORDS, durationInWords } from '../record/document-parts.ts';

const BOUNDS = { depth: 8, bytes: 1_048_576 };

export const descriptionSchema = z.strictObject({
  form: z.literal(1),
  mode: z.string(),
  controller: z.string().nullable(),
  contact: z.string().nullable(),
  categories: z.array(z.strictObject({ who: z.string(), data: z.string() })),
  classes: z.array(
    z.strictObject({
      retentionClass: z.enum(RETENTION_CLASSES),
      purpose: z.string(),
      legalBasis: z.string(),
      limitMs: z.int(),
      visibleTo: z.array(z.string()),
    }),
  ),
  policy: z.string().nullable(),
  recipients: z.array(z.string()),
  witnesses: z.array(z.string()),
  transfers: z.string(),
  measures: z.array(z.string()),
  /** The components that any lane runs, each once. */
  components: z.array(z.string()),
});
export type Description = z.infer<typeof descriptionSchema>;

export function descriptionOf(record: ProcessingRecord): Description {
  const { mode, answerable, categories, classes, policyNumber, policyDigest } = record;
  return {
    form: 1,
    mode,
    controller: answerable.controller,
    contact: answerable.contact,
    categories: categories.map(({ who, data }) => ({ who, data })),
    classes: classes.map((one) => ({ ...one, visibleTo: [...one.visibleTo] })),
    policy: policyNumber === null ? null : `${policyNumber}, SHA-256 ${policyDigest}`,
    recipients: [...record.recipients],
    witnesses: [...record.witnesses],
    transfers: record.transfers,
    measures: [...record.measures],
    components: componentsOf(record),
  };
}

export function descriptionBytes(description: Description): Uint8Array {
  return canonicalJson(description, BOUNDS);
}

export function descriptionDigest(description: Description): string {
  return bytesToHex(sha256(descriptionBytes(description)));
}

function componentsOf({ lanes }: ProcessingRecord): string[] {
  const all = lanes.flatMap(({ policyDigest, noticeDigest, modelDigests, devices }) => [
    `decision policy ${policyDigest}`,
    `notice ${noticeDigest}`,
    ...Object.entries(modelDigests).map(([role, digest]) => `model ${role} ${digest}`),
    ...devices.map((device) => `device ${device}`),
  ]);
  return [...new Set(all)].sort();
}

/** English sentences, part by part. Empty when nothing differs. */
export function changesBetween(before: Description, after: Description): string[] {
  return [
    ...changed('The mode of the system', before.mode, after.mode),
    ...changed('The controller', before.controller, after.controller),
    ...changed('The contact for data protection', before.contact, after.contact),
    ...lists('category of people and data', before.categories.map(lineOf), after.categories.map(lineOf)),
    ...classChanges(before, after),
    ...changed('The retention policy', before.policy, after.policy),
    ...lists('recipient', before.recipients, after.recipients),
    ...lists('witness of the log', before.witnesses, after.witnesses),
    ...changed('The statement on transfers', before.transfers, after.transfers),
    ...lists('measure', before.measures, after.measures),
    ...lists('component of a lane', before.components, after.components),
  ];
}

function classChanges(before: Description, after: Description): string[] {
  return after.classes.flatMap((now) => {
    const name = CLASS_WORDS[now.retentionClass];
    const old = before.classes.find(({ retentionClass }) => retentionClass === now.retentionClass);
    if (old === undefined) return [`${name}: new.`];
    return [
      ...changed(`${name}: the purpose`, old.purpose, now.purpose),
      ...changed(`${name}: the legal basis`, old.legalBasis, now.legalBasis),
      ...changed(`${name}: the longest time`, durationInWords(old.limitMs), durationInWords(now.limitMs)),
      ...lists(`reader of ${name.toLowerCase()}`, old.visibleTo, now.visibleTo),
    ];
  });
}

function changed(name: string, before: string | null, after: string | null): string[] {
  return before === after ? [] : [`${name} changes from "${before ?? 'none'}" to "${after ?? 'none'}".`];
}

function lists(name: string, before: readonly string[], after: readonly string[]): string[] {
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => `A ${name} is added: ${one}.`),
    ...before.filter((one) => !after.includes(one)).map((one) => `A ${name} is removed: ${one}.`),
  ];
}

function lineOf({ who, data }: Description['categories'][number]): string {
  return `${who}: ${data}`;
}
