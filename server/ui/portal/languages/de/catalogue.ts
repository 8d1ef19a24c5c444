import type { Catalogue } from '../../../languages/text.ts';
import { elements } from './elements.ts';
import { pages } from './pages.ts';

export const de: Catalogue = { ...elements, ...pages };
