import { de as rules } from '../../../../goods/declarations/rules/languages/de.ts';
import type { Catalogue } from '../../../languages/text.ts';
import { rulesByEnglish } from '../../rule-words.ts';
import { elements } from './elements.ts';
import { pages } from './pages.ts';

export const de: Catalogue = { ...elements, ...pages, ...rulesByEnglish(rules) };
