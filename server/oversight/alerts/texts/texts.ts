/** The sentences of messages, in each language. Plain text from closed words; a test checks that no text holds markup. */
import { ALARMS_BY_LANGUAGE } from '../../../records/alarms/languages/catalogues.ts';
import { ALARM_STEPS, ALARM_TITLES } from '../../../records/alarms/words.ts';
import type { AlarmKind } from '../../../platform/base/alarm-kinds.ts';
import type { AlertLanguage } from '../vocabulary.ts';
import type { AlertTexts } from './alert-texts.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { french } from './fr.ts';

const TEXTS: { readonly [Language in AlertLanguage]: AlertTexts } = { en: english, de: german, fr: french };

export function textsIn(language: AlertLanguage): AlertTexts {
  return TEXTS[language];
}

export function alarmTitle(kind: AlarmKind, language: AlertLanguage): string {
  return ALARMS_BY_LANGUAGE[language][ALARM_TITLES[kind]] ?? ALARM_TITLES[kind];
}

export function alarmStep(kind: AlarmKind, language: AlertLanguage): string {
  return ALARMS_BY_LANGUAGE[language][ALARM_STEPS[kind]] ?? ALARM_STEPS[kind];
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
