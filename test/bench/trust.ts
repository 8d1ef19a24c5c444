/**
 * `npm run bench -- trust --sods DIR --lists DIR [--at YYYY-MM-DD] [--json OUT]`: valid signatures of documents, and
 * signers that chain to an authority of the lists, by issuing state, with the reason for each failure.
 *
 * --sods: security objects (EF.SOD with its tag 77, or the DER in it) and certificates of document signers. --lists:
 * master lists (CMS, or their content), certificates of authorities, revocation lists. Both accept DER, PEM, or LDIF
 * of the ICAO PKD, in any subfolder; signers of an LDIF file are measured in both. Authorities in the lists are
 * trusted: the table is about signatures, and states for each list whether its signer chains. No data of a holder is
 * read. Without --json nothing is written.
 */
import { parseArgs } from 'node:util';
import { measureTrust, type StateMeasure, trustFrom } from './trust/measure-trust.ts';
import { FolderError, readFolder } from './trust/trust-material.ts';
import { writeRecord } from './support/record.ts';

const USAGE = 'usage: npm run bench -- trust --sods DIR --lists DIR [--at YYYY-MM-DD] [--json OUT]';
const PROGRESS_EVERY_MS = 1_000;
const [WRONG_USE, NO_INPUT] = [64, 66] as const;

function progressOf(what: string): (done: number, of: number) => void {
  let last = performance.now();
  return (done, of) => {
    if (performance.now() - last < PROGRESS_EVERY_MS) return;
    last = performance.now();
    process.stderr.write(`${what}: ${done} of ${of}\n`);
  };
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

function main(): number {
  let values: { sods?: string; lists?: string; at?: string; json?: string };
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({ options: { sods: text, lists: text, at: text, json: text } }));
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : 'invalid usage'}\n${USAGE}`, WRONG_USE);
  }
  const { sods, lists, at, json } = values;
  if (sods === undefined || lists === undefined) return complain(USAGE, WRONG_USE);
  const nowMs = at === undefined ? Date.now() : Date.parse(`${at}T00:00:00Z`);
  if (Number.isNaN(nowMs)) return complain(`--at: ${at} is no day such as 2030-01-31`, WRONG_USE);
  try {
    const given = readFolder(lists, '--lists', progressOf('reading lists'));
    const asked = readFolder(sods, '--sods', progressOf('reading signatures'));
    const trust = trustFrom(given.material, nowMs);
    if (trust.store.pool.anchors.length === 0) {
      return complain(`--lists: no certificate of an authority among the ${given.files} files of ${lists}`, NO_INPUT);
    }
    const signers = given.material.filter(({ kind }) => kind === 'signer');
    const states = measureTrust([...asked.material, ...signers], trust.store, nowMs, progressOf('checking'));
    if (states.length === 0) {
      return complain(`--sods: no security object and no signer among the ${asked.files} files of ${sods}`, NO_INPUT);
    }
    report(states, trust, asked.others.length);
    if (json !== undefined) {
      const total = totalOf(states);
      const { lists: measuredLists, notAuthorities, store } = trust;
      const authorities = store.pool.anchors.length;
      writeRecord(
        'trust',
        { at: new Date(nowMs).toISOString(), authorities, notAuthorities, total, states, lists: measuredLists },
        json,
      );
    }
    return 0;
  } catch (error) {
    if (error instanceof FolderError) return complain(error.message, NO_INPUT);
    throw error;
  }
}

function totalOf(states: readonly StateMeasure[]): StateMeasure {
  const reasons: Record<string, number> = {};
  for (const [reason, count] of states.flatMap((one) => Object.entries(one.reasons))) {
    reasons[reason] = (reasons[reason] ?? 0) + count;
  }
  const sum = (key: Exclude<keyof StateMeasure, 'state' | 'reasons'>) => states.reduce((all, one) => all + one[key], 0);
  return {
    ...{ state: 'all', objects: sum('objects'), signers: sum('signers'), parsed: sum('parsed') },
    ...{ signature: sum('signature'), chained: sum('chained'), valid: sum('valid'), reasons },
  };
}

function report(states: readonly StateMeasure[], trust: ReturnType<typeof trustFrom>, others: number): void {
  for (const { from, kind, country, certificates, unreadable, signer } of trust.lists) {
    const left = unreadable === 0 ? '' : `, ${unreadable} unreadable`;
    console.log(`${from}: ${kind}, ${country}, ${certificates} certificates${left}, signer ${signer}`);
  }
  console.log(
    `${trust.store.pool.anchors.length} certificates of authorities, ${trust.notAuthorities} of them may not certify`,
  );
  if (others > 0) console.log(`${others} files hold neither a security object nor a signer`);
  const head = ['state', 'objects', 'signature', 'signers', 'parsed', 'chained', 'valid'] as const;
  console.log([...head.map((name) => name.padStart(9)), 'reasons'].join('  '));
  for (const one of [...states, totalOf(states)]) {
    const reasons = Object.entries(one.reasons).map(([reason, count]) => `${reason} ${count}`);
    console.log([...head.map((name) => String(one[name]).padStart(9)), reasons.join(', ')].join('  '));
  }
}

process.exitCode = main();
