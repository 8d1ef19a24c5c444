import rules from '../../../../goods/declarations/rules/languages/fr.json' with { type: 'json' };
import type { Catalogue } from '../../../languages/text.ts';
import { rulesByEnglish } from '../../rule-words.ts';
import elements from './elements.json' with { type: 'json' };
import pages from './pages.json' with { type: 'json' };

export const fr: Catalogue = { ...elements, ...pages, ...rulesByEnglish(rules) };
