/**
 * All texts of the traveller's screen. Each language is a JSON file; one that lacks a text does not compile. Sentences are short, say one
 * thing and never blame. A text with a value is a function here, and has a name in braces in the files.
 */
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { Goods } from '../../../server/contract/rules/goods.ts';
import type { FingerHelp } from '../../biometrics/finger/finger-attempt.ts';
import type { RetryHint } from '../../lane/state-machine/lane-view.ts';
import { isolated } from './isolated.ts';

export interface Instruction {
  /** The next act, in a few words that can be read from three metres. */
  readonly title: string;
  /** Help with it: one or two short sentences. */
  readonly detail: string;
}

export interface Words {
  readonly starting: Instruction;
  readonly welcome: Instruction;
  readonly start: string;
  readonly notice: Instruction;
  readonly noticeHeadings: {
    readonly what: string;
    readonly why: string;
    readonly howLong: string;
    readonly legalBasis: string;
    readonly rights: string;
  };
  readonly continue: string;
  /** The buttons of a notice that has more pages: to the next page, and on without them. */
  readonly readOn: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly skipReading: string;
  readonly document: Instruction;
  /** While the chip is read. */
  readonly reading: Instruction;
  /** For travellers who carry the key to their registered face, and the button to continue without it. */
  readonly token: Instruction;
  readonly withoutToken: string;
  readonly face: Instruction;
  readonly light: Instruction;
  readonly turnLeft: Instruction;
  readonly turnRight: Instruction;
  readonly wait: Instruction;
  readonly deciding: Instruction;
  readonly opening: Instruction;
  readonly passage: Instruction;
  readonly referred: (desk: string) => Instruction;
  /** The number by which the officer finds a referred traveller. */
  readonly ticket: (number: string) => string;
  readonly understood: string;
  /** The gate is open so that everyone can leave, checked or not. */
  readonly emergency: Instruction;
  readonly outOfService: (desk: string) => Instruction;

  readonly hints: Readonly<Record<Exclude<RetryHint, Advice>, Instruction>>;
  readonly advice: Readonly<Record<Advice, Instruction>>;
  /** The title of `advice.centre` for a traveller who has to move to their own left or right. */
  readonly moveAside: Readonly<Record<'left' | 'right', string>>;

  /** @param finger one of `fingers`: already in the form that the sentence needs */
  readonly finger: (finger: string) => Instruction;
  readonly liftFinger: Instruction;
  readonly fingers: Readonly<Record<FingerPosition, string>>;
  readonly fingerHelp: Readonly<Record<FingerHelp, Instruction>>;

  /** The customs declaration. */
  readonly declaration: {
    readonly question: Instruction;
    /** Stands after the detail of `question`, for a traveller with a code on the phone. */
    readonly code: {
      readonly offered: string;
      /** For codes of declared goods: `cleared` stands in the question, the others with the way to the desk. */
      readonly goods: Readonly<Record<'cleared' | 'control' | 'used' | 'unchecked', string>>;
      readonly refused: Readonly<Record<'invalid' | 'unreadable' | 'stale' | 'used' | 'otherQuestions', string>>;
    };
    readonly goods: Instruction;
    readonly review: Instruction;
    readonly nothing: string;
    readonly something: string;
    readonly confirm: string;
    readonly kinds: Readonly<Record<Goods, string>>;
    /** Names the choice of a currency, and says what happens to amounts in one without a rate. */
    readonly currency: string;
    readonly noRates: string;
    /** So much or more; more than so much. Both stand after the kind and a colon. */
    readonly from: (amount: string) => string;
    readonly above: (amount: string) => string;
    /** The buttons that change an amount. */
    readonly less: string;
    readonly more: string;
  };
  /** Replaces `passage` for a traveller with goods to declare. */
  readonly redLane: Instruction;

  /** Before a traveller is given up: a question, what the button does, and its two answers. */
  readonly moreTime: Instruction;
  readonly moreTimeYes: string;
  readonly moreTimeNo: string;

  readonly reconnecting: Instruction;
  /** `desk` is unknown while the lane has never answered. */
  readonly connectionLost: (desk: string | undefined) => Instruction;

  /** The button for a traveller who wants no coloured light, its explanation, and its text once pressed. */
  readonly withoutLights: string;
  readonly withoutLightsNote: string;
  readonly withoutLightsChosen: string;
  /** The button for a receipt, its explanation, its text once pressed, and the text beside the code. */
  readonly receipt: string;
  readonly receiptNote: string;
  readonly receiptChosen: string;
  readonly receiptOf: {
    readonly cleared: string;
    /** @param until a time of day, with its date where that is another day's */
    readonly referred: (until: string) => string;
    readonly missed: string;
  };
  /** The button for the lane's statement about itself, and the instruction beside its code. */
  readonly laneCode: {
    readonly button: string;
    /** @param place site and lane, which the page on the telephone must name too */
    readonly shown: (place: string) => Instruction;
    readonly missed: Instruction;
  };
  readonly deskInstead: string;
  readonly deskOffer: (desk: string) => Instruction;
  readonly back: string;

  readonly steps: {
    readonly label: string;
    readonly notice: string;
    readonly document: string;
    readonly face: string;
    readonly finger: string;
    readonly declaration: string;
    readonly gate: string;
    readonly done: string;
  };
  readonly languages: string;
  readonly settings: string;
  readonly textSize: string;
  readonly contrast: string;
  readonly readAloud: string;
  readonly sayAgain: string;
  readonly pause: string;
  readonly goOnReading: string;
  readonly darkScreen: string;
  readonly showScreen: string;
  readonly pleaseWait: string;
  readonly development: string;
  readonly rehearsal: string;
}

/** A file of a language: the same texts, with names in braces where the functions have parameters. */
export type WordsFile = { readonly [Key in keyof Words]: TextIn<Words[Key]> };
type TextIn<T> = T extends (...values: never[]) => infer R
  ? R
  : T extends string
    ? T
    : { readonly [Key in keyof T]: TextIn<T[Key]> };

/** Values in right-to-left text are isolated: they are numbers, and Latin names of desks and lanes. */
export function wordsOf(file: WordsFile, direction: 'ltr' | 'rtl'): Words {
  const { pageOf, referred, ticket, outOfService, finger, connectionLost, deskOffer } = file;
  const { declaration, receiptOf, laneCode } = file;
  const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
    text.replace(/\{([a-z]+)\}/g, (_, name: string) => {
      const value = String(values[name]);
      return direction === 'rtl' ? isolated(value) : value;
    });
  const fillBoth = ({ title, detail }: Instruction, values: Readonly<Record<string, string>>): Instruction => ({
    title: fill(title, values),
    detail: fill(detail, values),
  });
  return {
    ...file,
    pageOf: (page, pages) => fill(pageOf, { page, pages }),
    referred: (desk) => fillBoth(referred, { desk }),
    ticket: (number) => fill(ticket, { number }),
    outOfService: (desk) => fillBoth(outOfService, { desk }),
    finger: (name) => fillBoth(finger, { finger: name }),
    declaration: {
      ...declaration,
      from: (amount) => fill(declaration.from, { amount }),
      above: (amount) => fill(declaration.above, { amount }),
    },
    connectionLost: (desk) =>
      desk === undefined ? connectionLost : { ...connectionLost, title: fill(referred.title, { desk }) },
    receiptOf: { ...receiptOf, referred: (until) => fill(receiptOf.referred, { until }) },
    laneCode: { ...laneCode, shown: (place) => fillBoth(laneCode.shown, { place }) },
    deskOffer: (desk) => fillBoth(deskOffer, { desk }),
  };
}
