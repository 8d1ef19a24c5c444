import { fr as rules } from '../../../../goods/declarations/rules/languages/fr.ts';
import type { Catalogue } from '../../../languages/text.ts';
import { rulesByEnglish } from '../../rule-words.ts';
import { elements } from './elements.ts';
import { pages } from './pages.ts';

export const fr: Catalogue = { ...elements, ...pages, ...rulesByEnglish(rules) };
