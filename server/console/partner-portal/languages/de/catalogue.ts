import { agreements } from '../../../languages/de/agreements.ts';
import type { Catalogue } from '../../../languages/text.ts';
import { pages as shared } from '../../../portal/languages/de/pages.ts';
import { pages } from './pages.ts';

export const de: Catalogue = { ...shared, ...agreements, ...pages };
