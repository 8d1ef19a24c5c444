/**
 * Every word that a traveller reads, as a type: a language that lacks one does not compile. Sentences are short, say one
 * thing and never blame; where a number is part of one, the sentence is a function, because languages order words differently.
 */
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { Goods } from '../../declaration/rules.ts';
import type { FingerHelp } from '../../finger/finger-attempt.ts';
import type { RetryHint } from '../../lane/lane-view.ts';

export interface Instruction {
  /** What to do, in a few words that are read from three metres. */
  readonly title: string;
  /** What helps to do it; one or two short sentences. */
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
  readonly document: Instruction;
  /** While the chip is read. */
  readonly reading: Instruction;
  /** For whoever carries the key to their registered face, and the button of who goes on without. */
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
  readonly understood: string;
  /** The gate is open for people to get out, with or without having been looked at. */
  readonly emergency: Instruction;
  readonly outOfService: (desk: string) => Instruction;

  readonly hints: Readonly<Record<RetryHint, Instruction>>;
  readonly advice: Readonly<Record<Advice, Instruction>>;
  /** The title of `advice.centre` for whoever has to go to their own left, or right, to get there. */
  readonly moveAside: Readonly<Record<'left' | 'right', string>>;

  /** @param finger one of `fingers`: already in the form that the sentence needs */
  readonly finger: (finger: string) => Instruction;
  readonly liftFinger: Instruction;
  readonly fingers: Readonly<Record<FingerPosition, string>>;
  readonly fingerHelp: Readonly<Record<FingerHelp, Instruction>>;

  /** What is asked for customs. */
  readonly declaration: {
    readonly question: Instruction;
    readonly goods: Instruction;
    readonly review: Instruction;
    readonly nothing: string;
    readonly something: string;
    readonly confirm: string;
    readonly kinds: Readonly<Record<Goods, string>>;
    /** So much or more; more than so much. Both stand after the kind and a colon. */
    readonly from: (amount: string) => string;
    readonly above: (amount: string) => string;
    /** Of an amount. */
    readonly less: string;
    readonly more: string;
  };
  /** In the place of `passage` for whoever has something to declare. */
  readonly redLane: Instruction;

  /** Before a traveller is given up: a question, what the button does, and its two answers. */
  readonly moreTime: Instruction;
  readonly moreTimeYes: string;
  readonly moreTimeNo: string;

  readonly reconnecting: Instruction;
  /** `desk` is unknown while the lane has never answered. */
  readonly connectionLost: (desk: string | undefined) => Instruction;

  /** The button of who wants no coloured light, and what it says once pressed. */
  readonly withoutLights: string;
  readonly withoutLightsChosen: string;
  /** The button of who wants a receipt, what it says once pressed, and what stands beside the code. */
  readonly receipt: string;
  readonly receiptChosen: string;
  readonly receiptOf: {
    readonly cleared: string;
    /** @param until a time of day, with its date where that is another day's */
    readonly referred: (until: string) => string;
    readonly missed: string;
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
  /** Said after `textSize`: how large it is now, e.g. `150 %`. */
  readonly percent: (percent: number) => string;
  readonly contrast: string;
  readonly readAloud: string;
  readonly sayAgain: string;
  readonly pause: string;
  readonly goOnReading: string;
  readonly darkScreen: string;
  readonly showScreen: string;
  readonly pleaseWait: string;
  readonly development: string;
}
