/** The difference between trust lists as text for the people who sign: a line of numbers first, then each change. */
import { commonNameOf } from '../../rules/document/trust/names.ts';
import type { DraftTrust } from './draft-trust.ts';
import type {
  AuthorityKey,
  CountChange,
  FAULTS,
  QUESTIONS,
  RevocationChange,
  TrustDifference,
} from './trust-difference.ts';

type Question = (typeof QUESTIONS)[number];

const FAULT_WORDS: Readonly<Record<(typeof FAULTS)[number], string>> = {
  'file-refused': 'lanes would refuse this file',
  'no-authority': 'no authority would be left',
  'number-backwards': 'a revocation list has a lower number than the one before',
};

const QUESTION_WORDS: Readonly<Record<Question, string>> = {
  'pins-changed': 'files that people pinned have changed',
  'authority-removed': 'a key is no longer trusted, although its certificates have not ended',
  'country-lost': 'no authority of the country is left',
  'same-name': 'a new key has the name of another key of its country, and none of them certified it',
  'list-lost': 'a list that lanes used is gone',
  'list-shrunken': 'over a tenth fewer members than before',
  'revocation-withdrawn': 'certificates that were revoked are no longer listed',
  'revocation-overdue': 'the next list is overdue',
};

/** @param accepted questions that the person accepted @returns lines without line ends */
export function differenceWords(
  difference: TrustDifference,
  { terms, root }: Pick<DraftTrust, 'terms' | 'root'>,
  accepted: ReadonlySet<string>,
): readonly string[] {
  const { masterLists, revocations, documentSigners, deviations, defects, faults, questions } = difference;
  return [
    summaryOf(difference),
    `After it: ${numbered(difference.total.keys, 'authority', 'authorities')} of ${numbered(difference.total.countries, 'country', 'countries')}, ${numbered(difference.total.documentSigners, 'document signer')}. Root ${root}.`,
    ...section('New authorities', difference.addedKeys.map(authorityLine)),
    ...section('Removed authorities', difference.removedKeys.map(authorityLine)),
    ...section(
      'Master lists',
      masterLists.map(
        ({ before, after }) => `${(after ?? before)?.country}  ${listWords(after)}, before: ${listWords(before)}`,
      ),
    ),
    ...section('Revocation lists', revocations.map(revocationLine)),
    ...section('Document signers', documentSigners.map(countLine)),
    ...section('Announced deviations', deviations.map(countLine)),
    ...section('Defects', defects.added + defects.removed === 0 ? [] : [countLine({ country: 'all', ...defects })]),
    ...section('For which lanes', terms),
    ...section('Accept each of these by name, or do not sign', questionLines(questions, accepted)),
    ...section(
      'Do not sign',
      faults.map(({ code, about }) => `${code}  ${about}: ${FAULT_WORDS[code]}`),
    ),
  ];
}

/** "3 new authorities, 1 removed, 12 new revocations, …" */
export function summaryOf({
  addedKeys,
  removedKeys,
  revocations,
  documentSigners,
  ...others
}: TrustDifference): string {
  const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
  const parts = [
    `${numbered(addedKeys.length, 'new authority', 'new authorities')}, ${removedKeys.length} removed`,
    `${numbered(others.addedCertificates, 'new certificate')} of known authorities, ${others.removedCertificates} removed`,
    `${numbered(
      sum(revocations, ({ added }) => added),
      'new revocation',
    )}, ${sum(revocations, ({ withdrawn }) => withdrawn)} withdrawn`,
    `${numbered(
      sum(documentSigners, ({ added }) => added),
      'new document signer',
    )}, ${sum(documentSigners, ({ removed }) => removed)} removed`,
  ];
  return `${parts.join('; ')}.`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
}

function authorityLine({ country, key, name, from, until, sources, isLinked }: AuthorityKey): string {
  const origin = sources.map((source) => (source === 'pinned' || source === 'link' ? source : `list of ${source}`));
  const link = isLinked ? ', certified by the key before' : '';
  return `${country}  ${commonNameOf(name) ?? 'no name'}  ${key.slice(0, 16)}  ${day(from)} to ${day(until)}  ${origin.join(', ')}${link}`;
}

function listWords(list: TrustDifference['masterLists'][number]['after']): string {
  return list === undefined ? 'none' : `${numbered(list.certificates, 'certificate')} of ${day(list.signedAt)}`;
}

function revocationLine({ country, key, before, after, added, withdrawn }: RevocationChange): string {
  const is = after === undefined ? 'none' : `number ${after.number} of ${day(after.thisUpdate)}`;
  const was = before === undefined ? 'none' : `number ${before.number} of ${day(before.thisUpdate)}`;
  const changes = `${numbered(added, 'new revocation')}${withdrawn > 0 ? `, ${withdrawn} withdrawn` : ''}`;
  return `${country}  ${key.slice(0, 16)}  ${is}, before: ${was}; ${changes}`;
}

function countLine({ country, added, removed }: CountChange): string {
  return `${country || 'no country'}  ${added} new, ${removed} removed`;
}

function questionLines(questions: TrustDifference['questions'], accepted: ReadonlySet<string>): readonly string[] {
  return questions.map(
    ({ code, about }) => `${accepted.has(code) ? '[accepted] ' : ''}${code}  ${about}: ${QUESTION_WORDS[code]}`,
  );
}

function numbered(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
