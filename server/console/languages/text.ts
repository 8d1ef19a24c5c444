/**
 * Texts in the chosen language. The English text in the source is the key of the catalogues. A component that calls one of these functions while
 * it is drawn is drawn again when the language changes. No part of the browser is used here, so that words are tested without one.
 */
import { computed, signal } from '@preact/signals-core';

export const LANGUAGE_CODES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGE_CODES)[number];

/** Forms by plural category (CLDR). A language without a separate form for a category uses `other`. */
export type PluralForms = { readonly other: string } & { readonly [Category in Intl.LDMLPluralRule]?: string };
/** By English text; a text with a count by its plural. */
export type Catalogue = Readonly<Record<string, string | PluralForms>>;

/** Numbers are written as the language writes them. A number that names a thing, for example a lane, is passed as a string. */
export type Values = Readonly<Record<string, string | number>>;

/** The language and its texts change together. */
export const shown = signal<{ readonly language: Language; readonly catalogue: Catalogue }>({
  language: 'en',
  catalogue: {},
});

/** For `Intl`. English dates and times have the European form. */
export const locale = computed(() => (shown.value.language === 'en' ? 'en-GB' : shown.value.language));

const plurals = computed(() => new Intl.PluralRules(locale.value));
const numbers = computed(() => new Intl.NumberFormat(locale.value));

/** In an English text, what follows this mark tells the translator which meaning a word has. It is not shown. */
const MEANING = ' ## ';

/**
 * A text in the chosen language.
 *
 * @example
 * t('Sign in')
 * t('Lane {lane} is out of service.', { lane })
 * t('Open ## state of a gate')
 */
export function t(english: string, values?: Values): string {
  const entry = shown.value.catalogue[english] ?? withoutMeaning(english);
  return fill(typeof entry === 'string' ? entry : entry.other, values);
}

/**
 * A text with a count, which stands for `{count}` in the forms.
 *
 * @example
 * plural(lanes.length, '{count} lane', '{count} lanes')
 */
export function plural(count: number, one: string, other: string, values?: Values): string {
  const entry = shown.value.catalogue[other] ?? { one: withoutMeaning(one), other: withoutMeaning(other) };
  const form = typeof entry === 'string' ? entry : (entry[plurals.value.select(count)] ?? entry.other);
  return fill(form, { ...values, count });
}

/** As Preact has it. The types of Preact would bring those of the browser into programs that test words. */
type Child = object | string | number | boolean | null | undefined;
type Children = Child | Child[];
type Part = Children | ((inside: Children) => Children);

/**
 * A text with elements in it: a function makes the element of a tag, a value can be an element.
 *
 * @example
 * rich('<b>Development.</b> Signed in as {person}.', { b: (inside) => <strong>{inside}</strong>, person: <bdi>{name}</bdi> })
 */
export function rich(english: string, parts: Readonly<Record<string, Part>>): Children {
  return withElements(t(english), parts);
}

function withElements(text: string, parts: Readonly<Record<string, Part>>): Children {
  const children: Child[] = [];
  let from = 0;
  for (const { 0: whole, 1: tag, 2: name = '', index } of text.matchAll(TAG_OR_VALUE)) {
    // Inside an element that has been made
    if (index < from) continue;
    const [start, end] = [index + whole.length, tag === undefined ? -1 : text.indexOf(`</${tag}>`, index)];
    if (tag !== undefined && end === -1) continue;
    children.push(text.slice(from, index));
    from = tag === undefined ? start : end + tag.length + 3;
    const inside = text.slice(start, Math.max(start, end));
    const part = parts[tag ?? name];
    if (tag === undefined) children.push(typeof part === 'number' ? numbers.value.format(part) : valueOf(part, whole));
    else children.push(typeof part === 'function' ? part(withElements(inside, parts)) : withElements(inside, parts));
  }
  children.push(text.slice(from));
  return children;
}

const TAG_OR_VALUE = /<(\w+)>|\{(\w+)\}/g;

function valueOf(part: Part | undefined, otherwise: string): Children {
  return part === undefined || typeof part === 'function' ? otherwise : part;
}

type Words = Readonly<Record<string, string>>;

/**
 * A table of texts, each read in the language of the moment. `bases` are tables of this kind whose texts the table has too, unless it has its own.
 */
export function translated<Own extends Words>(english: Own): Own;
export function translated<Own extends Words, Base extends Words>(english: Own, base: Base): Base & Own;
export function translated(english: Words, base: Words = {}): Words {
  const own = Object.entries(english).map(([key, text]) => [key, { enumerable: true, get: () => t(text) }] as const);
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(base), ...Object.fromEntries(own) });
}

/**
 * As `translated`, of one text in each row of a table.
 *
 * @example
 * translatedPart(ACCESS_TABLE, 'says')
 */
export function translatedPart<Key extends string, Part extends string>(
  table: { readonly [One in Key]: { readonly [P in Part]: string } },
  part: Part,
): { readonly [One in Key]: string } {
  const texts = Object.entries<{ readonly [P in Part]: string }>(table).map(([key, row]) => [key, row[part]] as const);
  return translated(Object.fromEntries(texts) as { readonly [One in Key]: string });
}

function withoutMeaning(english: string): string {
  const at = english.indexOf(MEANING);
  return at < 0 ? english : english.slice(0, at);
}

function fill(text: string, values: Values | undefined): string {
  if (values === undefined) return text;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.value.format(value) : (value ?? whole);
  });
}
