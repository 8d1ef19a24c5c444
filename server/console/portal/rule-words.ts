/** Texts and remedies of findings in the language of the portal. */
import { RULE_IDS, RULES, type RuleId, type Severity } from '../../goods/declarations/rules/rule-texts.ts';
import { type Catalogue, translated, translatedPart } from '../languages/text.ts';

export const RULE_TEXTS = translatedPart(RULES, 'text');
export const REMEDIES = translatedPart(RULES, 'remedy');

export const SEVERITY_WORDS: { readonly [One in Severity]: string } = translated({
  error: 'Error',
  warning: 'Warning',
  notice: 'Notice',
});

/** As catalogues have it: by the English text. Rules with the same remedy have the same translation. */
export function rulesByEnglish(words: Readonly<Record<RuleId, readonly string[]>>): Catalogue {
  return Object.fromEntries(
    RULE_IDS.flatMap((rule) => {
      const [text = '', remedy = ''] = words[rule];
      return [
        [RULES[rule].text, text],
        [RULES[rule].remedy, remedy],
      ];
    }),
  );
}
