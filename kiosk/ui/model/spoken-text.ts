/** The spoken text of a screen: all that it shows, in its order, and the question that it asks. */
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import { declaredText, ruleText } from '../words/amounts.ts';
import { KEYS } from './key-actions.ts';
import { receiptSaying } from './receipt-saying.ts';
import type { ScreenModel } from './screen-model.ts';
import { isConvertible, shownIn } from './shown-in.ts';

/** Ends of sentences in the scripts of the screen: Latin, Arabic, Devanagari, Chinese and Japanese. */
const ENDS = /[.!?؟।。！？]$/;

export function spokenText(model: ScreenModel): string {
  const { instruction, state, words, language, choosingLanguage, link } = model;
  const { title, detail } = instruction.value;
  const said = words.value;
  if (choosingLanguage.value) return sentence(said.languages);
  const now = state.value;
  const lines = [title, detail];
  // Letter by letter, as people say such a number
  if (link.value === 'live' && now?.ticket !== undefined) lines.push(said.ticket(Array.from(now.ticket).join(' ')));
  const receipt = link.value === 'live' ? receiptSaying(model) : undefined;
  if (receipt !== undefined) lines.push(receipt);
  if (now?.phase === 'notice') {
    const text = now.notice.texts[language.value] ?? now.notice.texts.en;
    const { what, why, howLong, legalBasis, rights } = said.noticeHeadings;
    lines.push(what, text.what, why, text.why, howLong, text.howLong, legalBasis, text.legalBasis, rights, text.rights);
  }
  if (now?.phase === 'declaration' && now.declaration !== undefined) {
    lines.push(...declarationLines(model, now.declaration));
  }
  // Where the question does not take the instruction's place
  if (now?.asked === true && title !== said.moreTime.title) lines.push(said.moreTime.title, said.moreTime.detail);
  return lines.map(sentence).join(' ');
}

/** The keys for a traveller who does not see the screen, spoken once when reading begins. */
export function spokenKeys({ words }: ScreenModel): string {
  const { deskInstead, languages, sayAgain, pause, darkScreen } = words.value;
  const keys = [
    [KEYS.desk, deskInstead],
    [KEYS.sayAgain, sayAgain],
    [KEYS.pause, pause],
    [KEYS.language, languages],
    [KEYS.darkScreen, darkScreen],
  ];
  return keys.map(([key, what]) => sentence(`${key}: ${what}`)).join(' ');
}

/** The goods to declare and the two answers, or the traveller's declaration. */
function declarationLines(model: ScreenModel, rules: DeclarationRules): string[] {
  const { declaration, words, language, state } = model;
  const { page, chosen, currency } = declaration;
  const said = words.value;
  const { nothing, something, noRates } = said.declaration;
  if (page.value === 'question') {
    return [...rules.goods.map((rule) => ruleText(language.value, said, rules, rule)), nothing, something];
  }
  const shown = shownIn(model, rules);
  const declared = rules.goods
    .filter(({ goods }) => chosen.value.has(goods))
    .map((rule) => declaredText(language.value, said, shown, rule, chosen.value.get(rule.goods)));
  if (page.value === 'review') return declared.length === 0 ? [nothing] : declared;
  const isConverted = isConvertible(rules, state.value?.rates, currency.value ?? rules.currency);
  return isConverted ? declared : [noRates, ...declared];
}

function sentence(line: string): string {
  return ENDS.test(line) ? line : `${line}.`;
}
