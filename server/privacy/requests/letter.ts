/**
 * The answer to a traveller in plain words. It contains only the traveller's own data: no officer's name, no other traveller, and for each
 * check only its name and result. Pure.
 */
import { CHECK_WORDS, OUTCOME_WORDS, PASSAGE_WORDS, REASON_WORDS, RESULT_WORDS } from '../../records/reports/words.ts';
import type { HeldPassage } from '../tables/passages.ts';
import type { RefusalGround, RequestKind, RequestState } from '../answers/request-vocabulary.ts';

export interface LetterFacts {
  readonly id: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly ground: RefusalGround | undefined;
  readonly receivedAt: number;
  readonly at: number;
  readonly held: readonly HeldPassage[];
  /** Times and purposes of viewings of the traveller's captures. */
  readonly viewings: readonly { readonly at: number; readonly purpose: string }[];
  /** Whether lanes were just ordered to destroy remaining captures. */
  readonly isErasureOrdered: boolean;
}

const GROUNDS: { readonly [Ground in RefusalGround]: string } = {
  'identity-not-shown':
    'We could not establish that the data is about you (Art. 12(2) GDPR). Show the receipt or the document again.',
  'manifestly-unfounded': 'We consider the request manifestly unfounded (Art. 12(5) GDPR).',
  excessive: 'We consider the request excessive, because it repeats earlier ones (Art. 12(5) GDPR).',
  'restricted-by-law': 'A law restricts this right here (Art. 23 GDPR).',
};

/** Paragraphs; a line that begins with `- ` is a list item. */
export function letterOf(facts: LetterFacts): string[] {
  const { id, kind, state, receivedAt, at } = facts;
  const right =
    kind === 'access' ? 'access to personal data (Art. 15 GDPR)' : 'erasure of personal data (Art. 17 GDPR)';
  return [
    `Your request ${id.slice(0, 8)} for ${right}`,
    `Received ${dayOf(receivedAt)}, answered ${dayOf(at)}.`,
    ...bodyOf(facts),
    ...(state === 'withdrawn'
      ? []
      : [
          'You may ask for correction, restriction and objection, and complain to a data protection authority or go to court (Art. 15(1)(e) and (f), Art. 77 and 79 GDPR).',
        ]),
  ];
}

function bodyOf(facts: LetterFacts): string[] {
  switch (facts.state) {
    case 'withdrawn':
      return ['You have withdrawn the request. Nothing further will happen.'];
    case 'refused':
      return ['We cannot grant the request.', facts.ground === undefined ? '' : GROUNDS[facts.ground]].filter(
        (one) => one !== '',
      );
    case 'nothing-held':
      return ['We hold nothing related to the receipt or document that you have shown.'];
    case 'open':
    case 'extended':
    case 'answered':
      return facts.held.length === 0
        ? ['We hold nothing related to the receipt or document that you have shown.']
        : [...facts.held.flatMap(passageLines), ...viewingLines(facts), ...erasureLines(facts)];
  }
}

function passageLines({ site, lane, match, passage }: HeldPassage): string[] {
  const { document, checks, reportedAt, outcome, reasons } = match;
  return [
    `On ${timeOf(reportedAt)} at ${site}, lane ${lane}, the record says:`,
    `- Outcome: ${OUTCOME_WORDS[outcome]}${reasons.length > 0 ? ` (${reasons.map((reason) => REASON_WORDS[reason]).join(', ')})` : ''}`,
    ...(document === null
      ? []
      : [
          `- Document: type ${document.type}, issued by ${document.issuingState}. Its number is not held; a code derived from it for that day is held.`,
        ]),
    ...checks.map(
      ({ name, result, reason }) =>
        `- ${CHECK_WORDS[name]}: ${RESULT_WORDS[result].toLowerCase()}${reason === undefined ? '' : ` (${REASON_WORDS[reason]})`}`,
    ),
    ...(passage === undefined ? [] : [`- Passage: ${PASSAGE_WORDS[passage.passage]}`]),
  ];
}

function viewingLines({ viewings }: LetterFacts): string[] {
  if (viewings.length === 0) return ['No one has viewed pictures of you.'];
  return [
    'Officers on duty have viewed pictures of you:',
    ...viewings.map(({ at, purpose }) => `- ${timeOf(at)}, purpose: ${purpose.replaceAll('-', ' ')}`),
  ];
}

function erasureLines({ kind, isErasureOrdered }: LetterFacts): string[] {
  const pictures =
    'Pictures and templates are never held by this server. The lane destroys their keys when you have passed or, if you were referred, within a day at most.';
  if (kind === 'access') return [pictures];
  return [
    pictures,
    ...(isErasureOrdered
      ? ['The lanes named above have been ordered to destroy at once any data of yours that they may still hold.']
      : []),
    'The record above contains no name. It is kept for as long as the law requires of the border authority (Art. 17(3)(b) GDPR).',
  ];
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
